"""Where papers are known: the rooms that issue them."""
