"""The services: each decides alone, owns its database, and hears of the others through their topics."""
