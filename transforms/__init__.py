"""Decisions as pure functions, values in and values out: no clock, no network, no files but their data."""
