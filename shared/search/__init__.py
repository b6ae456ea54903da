"""Full-text search in Vietnamese and English: text, index, and what keeps it in step with rows."""
