"""What the office offers: procedures with steps and papers, and working calendars as data."""
