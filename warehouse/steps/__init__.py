"""What the steps of a run read from the warehouse and write to it."""
