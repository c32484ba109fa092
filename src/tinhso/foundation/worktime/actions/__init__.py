"""Acts on the working calendar. Not part of `api`: the room of records asks this one for the time."""
