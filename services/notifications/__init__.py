"""Notifications decides who is told of what, in the inbox and by mail, once: messages, and what people want mailed.

Hears `techfest.accounts.v1`, `techfest.accounts.links.v1`, `techfest.registration.v1`,
`techfest.judging.v1`, `techfest.exchange.notices.v1` and `techfest.matchmaking.v1`.
Speaks in `techfest.notifications.v1`. Names, addresses and the tokens of links are asked of accounts when a mail is
written.
"""
