"""The words of the field: needs, providers, matches. Pure; imports nothing but the standard library."""
