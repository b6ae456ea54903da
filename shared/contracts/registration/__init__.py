"""The contract of registration: editions, programmes, entries."""
