"""The feed to screens: lobby, counter screen and the citizen's ticket page."""
