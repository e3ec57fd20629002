"""What a browser calls itself, in the few words by which its user knows it again."""

# The first that is found counts: most browsers also call themselves by the names of others.
PROGRAMS = (
    ("coc_coc_browser", "Cốc Cốc"),
    ("Edg", "Edge"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


def browser_words(user_agent: str) -> str:
    """Return program and system, such as "Edge, Windows"; "" for what is neither."""
    found = (
        next((name for mark, name in names if mark in user_agent), "")
        for names in (PROGRAMS, SYSTEMS)
    )
    return ", ".join(name for name in found if name)
