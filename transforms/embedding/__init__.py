"""Vectors of texts: the multilingual embedding model and its engines."""
