"""What judging works out: who scores what, and who is placed where."""
