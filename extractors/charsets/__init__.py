"""Bytes to characters by one rule, for pages, feeds and whatever else comes as text."""
