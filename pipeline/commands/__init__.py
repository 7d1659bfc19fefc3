"""What each command of `parallax` does."""
