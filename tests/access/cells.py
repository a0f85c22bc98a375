"""Reads the rows of the table of rights: ``"200 offices school | 403 clerk | 404 rest"``."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver

# A visitor who is not logged in is sent to log in, unless a row names him.
LOGIN = "login"
ANONYMOUS = "anonymous"
GROUPS = {
    # Everybody who reads the cases of the district (domain.md §4.3, row "Rectification case").
    "offices": "desk head other other_head inspector centre deputy",
    # The same for a case in which teaching is not in question.
    "readers": "desk head other other_head inspector deputy",
    # Configuration and the three administrators: no case content.
    "keepers": "process system security auditor",
    "school": "principal lead",
    "outside": "stranger teacher vendor former",
}
LOGGED_IN = tuple(dict.fromkeys(" ".join((*GROUPS.values(), "clerk")).split()))
EVERYBODY = (*LOGGED_IN, ANONYMOUS)


class NotATable(Exception):
    """A cell is missing, or is named twice."""


@dataclass(frozen=True)
class On:
    """One address: the thing it is about, and for each method who gets which status."""

    thing: str
    GET: str = "405 rest"
    POST: str = "405 rest"
    PUT: str = "405 rest"
    DELETE: str = "405 rest"

    def cells(self) -> Iterator[tuple[str, str, int | str]]:
        """(method, person, status); the status of who is sent to log in is LOGIN.

        A method that the view does not know is asked by one who is logged in and by a visitor: rights do not come into it.
        """
        for method in ("GET", "POST", "PUT", "DELETE"):
            statuses = read(getattr(self, method))
            unknown = {statuses[person] for person in LOGGED_IN} == {405}
            for person in (LOGGED_IN[0], ANONYMOUS) if unknown else EVERYBODY:
                yield method, person, statuses[person]


def read(line: str) -> dict[str, int | str]:
    """Status by person, for everybody. Raises NotATable where somebody is forgotten or named twice."""
    found: dict[str, int | str] = {}
    for part in line.split("|"):
        status, *names = part.split()
        for name in names:
            for person in _people(name, set(found)):
                if person in found:
                    raise NotATable(f"{person} stands twice in “{line}”")
                found[person] = int(status)
    found.setdefault(ANONYMOUS, LOGIN)
    if set(found) != set(EVERYBODY):
        raise NotATable(
            f"“{line}” forgets {set(EVERYBODY) - set(found)}, invents {set(found) - set(EVERYBODY)}"
        )
    return found


def _people(name: str, named: set[str]) -> list[str]:
    if name == "rest":
        return [person for person in LOGGED_IN if person not in named]
    if name == "everybody":
        return list(EVERYBODY)
    return GROUPS.get(name, name).split()


@dataclass(frozen=True)
class Address:
    """The full name of an address, and what stands in it."""

    name: str
    parameters: frozenset[str]


def addresses(
    resolver: URLResolver, spaces: tuple[str, ...] = (), above: frozenset[str] = frozenset()
) -> Iterator[Address]:
    """Everything that the resolver answers. An entry without a name is shown by its pattern."""
    for entry in resolver.url_patterns:
        parameters = above | frozenset(entry.pattern.converters)
        if isinstance(entry, URLResolver):
            inside = (*spaces, entry.namespace) if entry.namespace else spaces
            yield from addresses(entry, inside, parameters)
        elif isinstance(entry, URLPattern):
            name = ":".join((*spaces, entry.name)) if entry.name else f"unnamed {entry.pattern}"
            yield Address(name, parameters)


def missing_and_stale(names: set[str], rows: set[str]) -> str:
    """What is wrong between the resolver and the table, as a sentence; empty when nothing is."""
    said = [f"no row for {name}: say who may do what there" for name in sorted(names - rows)]
    said += [f"a row for {name}, which is no address any more" for name in sorted(rows - names)]
    return "; ".join(said)
