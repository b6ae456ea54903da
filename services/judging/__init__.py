"""Judging decides who judges what by which rubric, keeps every scoresheet, and makes results: awards, rounds, sheets.

Speaks in `techfest.judging.v1`, of scoresheets in the restricted `techfest.judging.sheets.v1`. Hears
`techfest.accounts.v1` for roles, people and organisations, `techfest.registration.v1` for programmes and entries, and
its own topics for what follows from them.
"""
