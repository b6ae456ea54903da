"""The contract of matchmaking: which offer meets which need."""
