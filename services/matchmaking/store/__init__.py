"""What lies behind matchmaking's ports: the index on disk, MongoDB, the other services."""
