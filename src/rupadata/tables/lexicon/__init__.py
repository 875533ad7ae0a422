"""What single texts and cells say: words of tables, periods, regions, units, figures, names."""
