"""What an input for a clause needs so that the list of the page (``{% clause_list %}``) is offered in it."""

FROM_LIST = {"list": "clauses", "autocomplete": "off"}
