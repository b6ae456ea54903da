"""The exchange: what may be asked of it, the facts it tells."""
