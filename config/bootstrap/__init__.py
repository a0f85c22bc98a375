"""From a clean clone to a running system, with the standard library until the environment stands."""
