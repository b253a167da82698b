"""Finding candidates by vector and by wording."""
