"""A certification authority for demonstrations and tests: certificates, time-stamps, OCSP and CRL. Worth nothing in law."""
