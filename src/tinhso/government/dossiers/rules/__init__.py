"""Pure rules of the dossier: moves, codes, deadlines, counting, masking. No I/O, no Django."""
