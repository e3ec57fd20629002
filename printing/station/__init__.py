"""The print station: a program on a PC that has printers of its own, without a database."""
