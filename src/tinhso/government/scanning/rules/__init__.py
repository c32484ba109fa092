"""Pure rules: separator sheets, splitting, what lies in a scanner's folder."""
