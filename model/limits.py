"""What text, files and requests from outside may cost: every limit, each with its reason.

A limit that users set is a setting (`pipeline/settings.py`, docs/settings.md); its default is here if others
need it. `_bytes` are bytes, `_chars` code points, `_s` seconds.
"""

# Shared shingles of texts that are looked at in one go when copies are sought. Two thousand texts of one
# template share 400 million, which filled 5 GB at once; a million take 40 MB.
MAX_COMPARED_SHINGLES = 1_000_000

# Passages of an erased article or outlet that are looked for in the files that are left. Each costs about a
# third of a second for a gigabyte of files; an article has up to seven.
MAX_SOUGHT_PASSAGES = 60
# Bytes of a file, unpacked, that are looked at in one go.
SOUGHT_BLOCK_BYTES = 8_000_000
