"""Messages to people, by an outbox that retries."""
