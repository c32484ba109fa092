"""The form engine: JSON Schema with presentation hints in; pages, cleaned data and plain errors out."""
