"""The shape of a table on its sheet: blocks, columns, filled labels, types of rows, readings weighed."""
