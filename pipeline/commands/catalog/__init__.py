"""Commands for the catalog of outlets and feeds."""
