"""Who is who: offices, agencies, staff, their roles and rights, and access tokens."""
