"""What may be done with scanned papers."""
