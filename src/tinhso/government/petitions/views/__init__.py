"""Pages of senders, of everybody and of officers."""
