"""The WARC archive: writing, reading, streaming foreign files, cutting records out."""
