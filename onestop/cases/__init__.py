"""The dossier (hồ sơ): its life, steps, deadline, supplements, apologies and history."""
