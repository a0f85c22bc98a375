"""The policy register: documents, their clauses, and the dated values of the parameters."""

from casework.policy.models.document import Clause, PolicyDocument
from casework.policy.models.parameter import ParameterValue

__all__ = ["Clause", "ParameterValue", "PolicyDocument"]
