"""The nouns of the exchange and their rules: values in, facts or a refusal out."""
