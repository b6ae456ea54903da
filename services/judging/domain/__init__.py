"""The nouns of judging and their rules: values in, facts or a refusal out."""
