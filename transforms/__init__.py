"""Decisions as pure functions: text in, values out; no clock, no network, no files but weights."""
