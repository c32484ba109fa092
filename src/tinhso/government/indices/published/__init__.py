"""Published results: their files in the province folder, checked, loaded and written back."""
