"""The pure rules of indices: scoring, ranking, the moves of a declared value."""
