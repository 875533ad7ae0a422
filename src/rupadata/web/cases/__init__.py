"""Work orders in the database, and the pages on which four people carry them through the procedure."""
