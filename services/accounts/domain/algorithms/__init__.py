"""How organisations are told apart: names, legal forms, web addresses, likely twins."""
