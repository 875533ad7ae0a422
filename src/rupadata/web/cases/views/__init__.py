"""The pages of work orders: each parses what came, calls the service, and answers."""
