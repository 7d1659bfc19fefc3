"""Web pages: decoded, their text extracted, and what they state about themselves collected."""
