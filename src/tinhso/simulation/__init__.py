"""A province at work: people come, officers have only so many hours, and everything is done by the rooms' own verbs."""
