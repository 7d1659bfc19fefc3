"""Grouping into copies and events, and people's corrections, explanations and evaluation of it."""
