"""Signing in: lock-out, sessions, passwords, the second factor, and accounts of others."""
