"""Short builders of commands, events and states: what a test does not name is filled in."""
