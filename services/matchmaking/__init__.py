"""Matchmaking decides which offer meets which need, why, and what the two sides say to it.

Speaks in `techfest.matchmaking.v1`. Hears `techfest.exchange.v1` for listings, `techfest.judging.v1` for awards, and
`techfest.accounts.v1` for the roles that people hold and the organisations that they belong to.
"""
