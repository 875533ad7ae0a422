"""Who works here: people, the officials that they are, and how they sign in."""
