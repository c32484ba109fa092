"""Pure rules of the connection: what may be sent, in which words, and where two records differ."""
