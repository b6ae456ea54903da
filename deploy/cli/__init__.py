"""The `techfest` command line."""
