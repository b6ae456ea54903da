"""Where matchmaking tells its facts."""

TOPIC = "techfest.matchmaking.v1"
