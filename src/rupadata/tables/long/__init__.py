"""Big files read by column: the same meanings, found once for each distinct key."""
