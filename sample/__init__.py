"""A small news web the project wrote itself, and the means to serve it (or any corpus) on loopback."""
