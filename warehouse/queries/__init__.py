"""What people ask the warehouse: their own SQL, search, explanations, corrections, summaries."""
