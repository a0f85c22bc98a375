"""Replays ended instances through another definition, in memory: nothing is written, no operation runs.

Operations answer what they answered then, facts are what was read then (nearest in time where the way is another), tables
are evaluated afresh, and what people submitted is fed to the tasks of the same element in order. What a step that is no
longer passed did to the facts of the case is not taken back, since nobody can know it.
"""
