"""The WARC archive: its records written, read back and cut out, and foreign files streamed."""
