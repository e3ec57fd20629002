"""Searching the audit (nhật ký): for supervisors and administrators, of their own offices."""
