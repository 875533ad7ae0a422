"""Finished shapes at fixed places, where composing and rendering meet. No domain, no file format."""
