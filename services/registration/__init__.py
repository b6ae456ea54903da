"""Registration decides what may be entered, until when, and what was handed in: editions, programmes, entries.

Speaks in `techfest.registration.v1`. Hears `techfest.accounts.v1` for the roles that people hold and the
organisations that they belong to.
"""
