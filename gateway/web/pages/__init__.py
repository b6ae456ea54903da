"""One module for each page, beside its document."""
