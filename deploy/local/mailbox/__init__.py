"""A mail server that delivers to nobody: what a copy on one machine sends is kept, to be read by tests and people."""
