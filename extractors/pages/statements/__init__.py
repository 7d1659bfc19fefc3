"""What a page says of its article in its elements: title, authors and dates, with the witness of each."""
