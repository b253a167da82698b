"""Pure functions that turn candidates into explained, calibrated matches."""
