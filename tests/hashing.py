"""Passwords of tests are hashed as ours are, with parameters that cost next to nothing."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class QuickArgon2(Argon2PasswordHasher):
    """A third of a second of processor time per person becomes a fraction of a millisecond."""

    time_cost = 1
    memory_cost = 64
    parallelism = 1
