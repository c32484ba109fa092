"""PAdES signatures: the engine and its reading. No Django, no database."""
