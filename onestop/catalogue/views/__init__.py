"""The pages of the catalogue: procedures by date, and their processes."""
