"""A small news web that the project wrote itself, and the means to serve it (or any corpus) on loopback."""
