"""Wiring: the channels on top of the conversation, the conversation on top of the matcher."""
