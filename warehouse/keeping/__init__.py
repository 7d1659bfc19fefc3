"""What erasing and retention find in the warehouse and delete from it."""
