"""The database, which is the truth."""
