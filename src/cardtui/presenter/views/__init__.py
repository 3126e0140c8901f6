"""Each view: what a page shows, and what its keys do."""
