"""The nouns of notifications and their rules: values in, facts or a refusal out."""
