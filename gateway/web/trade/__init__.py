"""What the pages of the exchange share."""
