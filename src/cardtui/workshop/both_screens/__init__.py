"""What the projector and the console have in common: pages that a leader opens, and the screen they lie on."""
