"""The contract of accounts: who is who."""
