"""What happened beside the cases: sign-ins, accounts, settings, files sent; appended, chained, never
changed."""
