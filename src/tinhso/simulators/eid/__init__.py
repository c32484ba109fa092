"""A simulator of the e-identity provider: OpenID Connect as the national one is seen to speak it, made-up people only.

It shares no code and no store with the platform. It proves nobody and is for demonstrations and tests alone.
"""
