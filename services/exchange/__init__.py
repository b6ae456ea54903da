"""The exchange decides what is offered and needed, who negotiates about it, and that no unit is promised twice.

Speaks in `techfest.exchange.v1`, and in `techfest.exchange.notices.v1` to notifications alone. Hears
`techfest.accounts.v1` for roles and organisations, `techfest.matchmaking.v1` to tell owners that are masked of their
matches, and its own topic, by which one aggregate follows another.
"""
