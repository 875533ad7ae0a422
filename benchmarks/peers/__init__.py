"""The same page as other tools draw it, written as their own guides advise."""
