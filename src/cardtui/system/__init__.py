"""The operating system: durable files, paths, sizes, what the environment says."""
