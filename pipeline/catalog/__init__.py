"""The catalog of outlets: read, edited, exchanged as OPML, extended by discovery."""
