"""Commands that answer questions from the published warehouse."""
