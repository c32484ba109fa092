"""The acts of this room: one verb per file, one transaction per act."""
