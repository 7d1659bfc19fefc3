"""The command line: each file holds a few commands with their options, their help and what they do.

A command imports what it needs when it is called, so that `parallax --help` answers at once.
"""
