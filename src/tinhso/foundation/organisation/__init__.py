"""Administrative units, agencies and their successors, each with dates."""
