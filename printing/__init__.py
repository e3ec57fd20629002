"""Printers, ESC/POS slips, PDF letters and forms, and the spool."""
