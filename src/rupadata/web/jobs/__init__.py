"""Work in the background: a row per job with progress, heartbeat and a wish to stop; one worker beside
the server."""
