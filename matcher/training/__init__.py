"""Training the shipped embedding and the fusion weights."""
