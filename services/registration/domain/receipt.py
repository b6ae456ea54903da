"""The code on a receipt: short, to be read aloud, and found again from the entry alone."""

import hashlib

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Base 32 without I, L, O and U, so that no sign is taken for another when heard or read."""


def receipt_code(entry_id: str) -> str:
    """Eight signs in two groups (`K7QF-3M2Z`), 40 bits of SHA-256 over the entry's id."""
    number = int.from_bytes(hashlib.sha256(f"receipt\x1f{entry_id}".encode()).digest()[:5], "big")
    signs = "".join(CROCKFORD[number >> shift & 31] for shift in range(35, -1, -5))
    return f"{signs[:4]}-{signs[4:]}"
