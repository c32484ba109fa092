"""The operator's commands: each room brings a `commands.py` with `register(commands)`."""
