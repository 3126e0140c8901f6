"""What the projector and the console share: pages that a leader opens, and the screen below them."""
