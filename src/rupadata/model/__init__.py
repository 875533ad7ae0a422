"""The nouns that cross rooms: cells, observations, indicators, periods, regions, subjects, evidence."""
