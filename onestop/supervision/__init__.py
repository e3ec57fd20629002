"""Boards for those who answer for late cases."""
