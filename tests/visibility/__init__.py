"""Who is told what: a role at a place against every command, route, field, list and subscription that there is."""
