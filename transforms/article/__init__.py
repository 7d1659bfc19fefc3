"""What a page is, and the article on it: headline, bylines, dates, canonical URL, agency."""
