from casework.changes.forms.backtest import BacktestForm
from casework.changes.forms.opening import OpeningForm
from casework.changes.forms.scenario import ScenarioForm
from casework.changes.forms.terms import TermsForm

__all__ = ["BacktestForm", "OpeningForm", "ScenarioForm", "TermsForm"]
