"""Tests hash passwords as an installation does, but in a moment: there each takes 0.2 s of the processor by design."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class QuickArgon2(Argon2PasswordHasher):
    """Argon2 at its least cost."""

    time_cost = 1
    memory_cost = 8  # KiB
    parallelism = 1
