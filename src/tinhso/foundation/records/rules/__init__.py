"""Pure rules of the log: canonical bytes, hashes, Merkle trees, what a fact may hold."""
