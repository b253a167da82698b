"""The moment at which tests take place."""

from datetime import UTC, datetime

NOW = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)  # a Thursday
