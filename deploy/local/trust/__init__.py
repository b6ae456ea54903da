"""What makes phones believe a copy's own certificate: its root, with how to take it, over plain http."""
