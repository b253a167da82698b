"""What the conversation does: one module for each thing that an owner wants."""
