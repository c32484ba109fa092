"""The password hasher of production with small costs, so that hundreds of sign-ins stay quick."""

from __future__ import annotations

from django.contrib.auth.hashers import Argon2PasswordHasher


class QuickArgon2(Argon2PasswordHasher):
    """Argon2 as in production, with one pass over little memory."""

    time_cost = 1
    memory_cost = 64
    parallelism = 1


class CountedArgon2(QuickArgon2):
    """Counts how often the slow work was done."""

    worked = 0

    def encode(self, password: str, salt: str) -> str:
        CountedArgon2.worked += 1
        return super().encode(password, salt)

    def verify(self, password: str, encoded: str) -> bool:
        CountedArgon2.worked += 1
        return super().verify(password, encoded)
