"""Requests to other people's servers: one client, with politeness, robots.txt, address checks and limits."""
