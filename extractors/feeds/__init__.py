"""Feeds and sitemaps: recognised, parsed, and found on a site."""
