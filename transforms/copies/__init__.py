"""Which texts are copies of one another, by the shingles that they share."""
