"""The password hasher of production with small costs, so that hundreds of sign-ins stay quick."""

from __future__ import annotations

from django.contrib.auth.hashers import Argon2PasswordHasher


class QuickArgon2(Argon2PasswordHasher):
    """Argon2 as in production, with one pass over little memory."""

    time_cost = 1
    memory_cost = 64
    parallelism = 1
