from casework.changes.drafts import drafts_of
from casework.changes.services.abandoning import abandon
from casework.changes.services.backtests import CannotBacktest, begin_backtest, cancel_backtest
from casework.changes.services.deploying import ChangedInBrowser, Deployed, deploy_folder
from casework.changes.services.drafting import NotOpen, drop_draft, take_up, take_up_users
from casework.changes.services.halting import halt_if_rising, resume
from casework.changes.services.handing_in import NotInTheFuture, NotReady, Terms, hand_in
from casework.changes.services.opening import open_change_set
from casework.changes.services.publishing import NotApproved, publish, take_back
from casework.changes.services.saving import remove_file, save_diagram, save_file
from casework.changes.services.todos import tick

__all__ = [
    "CannotBacktest",
    "ChangedInBrowser",
    "Deployed",
    "NotApproved",
    "NotInTheFuture",
    "NotOpen",
    "NotReady",
    "Terms",
    "abandon",
    "begin_backtest",
    "cancel_backtest",
    "deploy_folder",
    "drafts_of",
    "drop_draft",
    "halt_if_rising",
    "hand_in",
    "open_change_set",
    "publish",
    "remove_file",
    "resume",
    "save_diagram",
    "save_file",
    "take_back",
    "take_up",
    "take_up_users",
    "tick",
]
