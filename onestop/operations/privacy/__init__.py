"""Privacy over all rooms: retention, and everything that is held of one person."""
