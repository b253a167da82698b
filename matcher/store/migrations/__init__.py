"""Alembic migrations; `HEAD` is the newest one, known without importing Alembic."""

HEAD = "0002"
