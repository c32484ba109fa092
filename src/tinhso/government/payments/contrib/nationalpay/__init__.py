"""The national payment platform, message set 1.0.6."""
