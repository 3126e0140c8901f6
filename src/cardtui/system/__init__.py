"""The operating system: durable files, locks, paths, the terminal, our own process."""
