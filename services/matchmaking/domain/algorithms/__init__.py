"""How two listings are compared: figures without any input or output."""
