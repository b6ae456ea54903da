"""Documents that are generated from what the code declares."""
