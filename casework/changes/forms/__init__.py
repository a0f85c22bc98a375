from casework.changes.forms.opening import OpeningForm

__all__ = ["OpeningForm"]
