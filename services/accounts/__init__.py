"""Accounts decides who is who: tenants, people, organisations and the roles that people hold.

Speaks in `techfest.accounts.v1`. Hears nobody. It alone holds names, mail addresses and passwords; its tokens are how
everybody else knows who asks.
"""
