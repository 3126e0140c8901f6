"""The operating system: durable files, paths, sizes, environment variables."""
