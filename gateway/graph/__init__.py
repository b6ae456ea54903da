"""The public schema: what may be read, by whom, and the commands as mutations."""
