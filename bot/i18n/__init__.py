"""What people read, in Chinese (the source) and in English."""
