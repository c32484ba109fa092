"""Signing services whose person confirms on a telephone: remote signing and SIM signing, for demonstrations and tests.

The two public services are known by their calls and few of their fields; the other names here are assumed.
"""
