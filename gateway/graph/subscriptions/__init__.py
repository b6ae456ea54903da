"""Live reads: what was read is watched, read anew under the rules of that moment, and told where it changed."""
