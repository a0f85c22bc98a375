"""States of rectification cases as each release saved them, with the definition that they belong to."""
