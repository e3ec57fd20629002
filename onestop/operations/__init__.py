"""Running the office: serve, worker, demo, health and system checks."""
