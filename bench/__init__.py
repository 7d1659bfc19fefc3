"""Measurements, with peers side by side in one run."""
