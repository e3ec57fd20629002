"""Pure working-time arithmetic: no database, no "now", no settings; the standard library only."""
