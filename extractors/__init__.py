"""Bytes in from the world: HTTP, feeds, pages, archives."""
