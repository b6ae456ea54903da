"""The nouns of accounts and their rules: values in, facts or a refusal out."""
