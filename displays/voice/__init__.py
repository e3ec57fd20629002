"""Calls as a voice says them: the words, the speech, and what is kept of it."""
