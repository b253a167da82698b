"""Data that ships with Qianxian: taxonomy, problem thesaurus, sample profiles, the embedding model."""
