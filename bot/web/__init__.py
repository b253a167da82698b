"""The chat page: server-rendered, phone first, good without JavaScript."""
