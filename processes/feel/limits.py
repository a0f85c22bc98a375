"""The published bounds of an expression: what a parse and one evaluation may cost (DESIGN.md §4)."""

from decimal import ROUND_HALF_EVEN, Context, DivisionByZero, InvalidOperation, Overflow

CHARACTERS = 4_000
NODES = 500
DEPTH = 50
ITERATORS = 10
TICKS = 10_000
STRING = 10_000
LIST = 10_000
FRAMES = 150  # nodes deep over all function calls; keeps Python's own stack far from its end
VOLUME = 1_000_000  # characters and list cells touched or made by one evaluation
RESULT = 100_000  # cells of a nested result

# IEEE 754-2008 decimal128, which DMN 10.3.2.3.1 prescribes for numbers.
NUMBERS = Context(
    prec=34,
    rounding=ROUND_HALF_EVEN,
    Emin=-6143,
    Emax=6144,
    traps=[InvalidOperation, DivisionByZero, Overflow],
)
