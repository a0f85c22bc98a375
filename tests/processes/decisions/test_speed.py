"""The bar for decisions: a table of twenty rows at least 5,000 times a second on one core."""

from processes.decisions import read_decisions
from processes.decisions.measuring import ROWS, measure_decisions, table_of_twenty_rows


def test_a_table_of_twenty_rows_is_evaluated_5000_times_a_second() -> None:
    rates = measure_decisions()
    assert rates["decision table"] >= 5_000
    assert rates["FEEL condition"] >= 5_000


def test_the_measured_table_is_read_to_its_last_row() -> None:
    table = read_decisions(table_of_twenty_rows())["D"]
    outcome = table.evaluate({"grade": "e", "score": 12, "open": False, "years": 7})
    assert (len(table.rules), outcome.matched, outcome.result) == (
        ROWS,
        ["r19"],
        {"label": "r19", "number": 19},
    )
