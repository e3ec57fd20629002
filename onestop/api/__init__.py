"""The HTTP API: mounts the rooms' routers and gives every refusal one form."""
