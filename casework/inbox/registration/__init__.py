"""Registering a new matter: findings of an officer against a school or vendor."""
