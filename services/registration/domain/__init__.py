"""The nouns of registration and their rules: values in, facts or a refusal out."""
