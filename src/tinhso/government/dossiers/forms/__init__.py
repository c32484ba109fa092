"""The acts of an officer as small forms: what each asks, when it is offered, what it does."""
