"""The console: the leader's private second screen."""
