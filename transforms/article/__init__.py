"""Whether a page is an article, and what that says: headline, authors, dates, canonical URL, agency."""
