"""Which services there are. A new one is named here, and its port in `deploy/local/layout.py`."""

SERVICES = ("accounts", "registration", "matchmaking", "notifications", "exchange", "judging")
"""In the order in which they start."""
EVERYBODY = (*SERVICES, "gateway")
"""All that have processes, topics and secrets of their own."""
