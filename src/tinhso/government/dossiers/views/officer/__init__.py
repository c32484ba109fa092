"""Pages for officers: worklists, the dossier, its acts, the counter, the register, the board."""
