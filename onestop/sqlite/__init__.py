"""Django's SQLite, with a fair queue of writers inside the process."""
