"""Judged collections in, ranked runs and figures out."""
