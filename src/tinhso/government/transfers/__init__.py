"""Paper between one-stop desks where a dossier is received for an agency elsewhere (phi địa giới)."""
