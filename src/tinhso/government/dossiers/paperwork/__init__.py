"""What each official form of a dossier says: orders for the room that makes papers. Reads only."""
