"""Devices: how a new one is let in, what each says of itself, and what is wished of it."""
