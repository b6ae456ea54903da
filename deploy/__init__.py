"""How the system is set up, started, fed and looked at."""
