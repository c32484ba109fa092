"""Signing in by e-identity (VNeID, single sign-on of the national portal): OpenID Connect, code flow with PKCE."""
