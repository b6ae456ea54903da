"""What may be asked of each service, and the facts it tells."""
