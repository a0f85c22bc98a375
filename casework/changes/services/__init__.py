from casework.changes.services.drafting import NotOpen, abandon, drafts_of, drop_draft, take_up
from casework.changes.services.opening import open_change_set
from casework.changes.services.saving import save_diagram, save_file

__all__ = [
    "NotOpen",
    "abandon",
    "drafts_of",
    "drop_draft",
    "open_change_set",
    "save_diagram",
    "save_file",
    "take_up",
]
