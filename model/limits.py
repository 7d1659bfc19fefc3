"""What text, files and requests from outside may cost: every limit, each with its reason.

A limit that users set is a setting (`pipeline/settings.py`, docs/settings.md); its default is here if others
need it. `_bytes` are bytes, `_chars` code points, `_s` seconds.
"""
