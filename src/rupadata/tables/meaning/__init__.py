"""What rows and headers mean: regions, indicators, categories, measures, periods, units."""
