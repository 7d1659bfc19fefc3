"""Which texts report the same event, whatever language they are in."""
