"""Do figures agree: within one file, with their shares, across files and over breaks."""
