"""The reference of tables and views, generated from the warehouse itself."""
