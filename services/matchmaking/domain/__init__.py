"""What matchmaking decides, as values."""
