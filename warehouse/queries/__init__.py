"""Questions to the warehouse: a user's SQL, search, explanations, corrections, summaries."""
