"""The pages of identity: thin."""
