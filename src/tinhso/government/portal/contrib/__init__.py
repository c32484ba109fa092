"""How outside systems speak: each behind an interface of this room."""
