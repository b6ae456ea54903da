"""How often the gateway may be asked: by whom, counted across its processes, and how it is said."""
