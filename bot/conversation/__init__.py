"""The conversation, free of any channel: events in, replies out."""
