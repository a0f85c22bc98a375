"""What a diagram may do with an application and its permit; importing the package registers all of it."""

from casework.permits.operations import application, contract, filing, school, swap

__all__ = ["application", "contract", "filing", "school", "swap"]
