from casework.changes.services.drafting import NotOpen, abandon, drafts_of, drop_draft, take_up
from casework.changes.services.opening import open_change_set

__all__ = ["NotOpen", "abandon", "drafts_of", "drop_draft", "open_change_set", "take_up"]
