"""What the office offers: procedures with their steps and papers, and working calendars as data."""
