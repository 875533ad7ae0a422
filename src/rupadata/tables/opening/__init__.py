"""Files to sheets: every format opened within bounds, and what is known around the file."""
