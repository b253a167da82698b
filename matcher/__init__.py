"""Matching technology needs to capabilities. Synchronous; knows no chat and no HTTP."""
