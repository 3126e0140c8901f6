"""The evening on the full screen."""
