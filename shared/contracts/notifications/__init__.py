"""The contract of notifications: who is told."""
