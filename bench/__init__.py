"""Benchmarks: how fast the promises of the design are kept, each beside the raw limit of the same machine."""
