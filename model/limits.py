"""What text, files and requests from outside may cost: every limit, each with its reason.

A limit that users set is a setting (`pipeline/settings.py`, docs/settings.md); its default is here if others
need it. `_bytes` are bytes, `_chars` code points, `_s` seconds.
"""

# What Linux and its file systems take of a name and of a path; those in a backup's manifest may be longer.
MAX_FILE_NAME_BYTES = 255
MAX_PATH_BYTES = 4_095
