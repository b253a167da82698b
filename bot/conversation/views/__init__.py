"""What it looks like: replies made from a session and what the services found."""
