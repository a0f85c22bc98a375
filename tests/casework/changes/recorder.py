"""A manager who records a scenario: what stands on the pages is filled in and sent as a browser would."""

from typing import Any

from django.test import Client
from django.urls import reverse
from lxml import html

from casework.changes.models import ChangeSet, Recording
from casework.changes.recording.beginnings import begun_like
from casework.changes.recording.keeping import begin_recording
from casework.organisations.models import Person
from processes.models import Draft
from tests.casework.policy.conftest import AT


class Recorder:
    """Begins at the scenario ``like`` of the draft; ``page`` is the last one that was answered."""

    def __init__(self, person: Person, draft: Draft) -> None:
        self.person, self.draft, self.client = person, draft, Client()
        self.client.force_login(person)
        self.page: Any = None

    def begin(self, like: str, how: str = "same") -> None:
        address = reverse("changes:record", args=[self.draft.key, self.draft.pk])
        path = f"{self.draft.folder}/scenarios/{like}.json" if like else ""
        self._keep(self.client.post(address, {"path": path, "how": how}, follow=True))

    def begin_after(self, like: str, steps: int) -> None:
        """As on the page, with the steps after the first ``steps`` taken back at once."""
        script = begun_like(self.draft, f"{self.draft.folder}/scenarios/{like}.json", steps=steps)
        change = ChangeSet.objects.get(pk=self.draft.key)
        begin_recording(change=change, draft=self.draft, script=script, by=self.person, at=AT)
        self.look()

    @property
    def recording(self) -> Recording:
        return Recording.objects.latest("pk")

    @property
    def text(self) -> str:
        return str(self.page.content.decode().partition("<main")[2])

    def address(self, name: str = "recording") -> str:
        return reverse(f"changes:{name}", args=[self.draft.key, self.recording.pk])

    def look(self) -> str:
        self._keep(self.client.get(self.address()))
        return self.text

    def open(self, words: str) -> None:
        """Follow the link of what may be done that is called ``words``."""
        links = [link for link in self.tree().iter("a") if words in (link.get("aria-label") or "")]
        self._keep(self.client.get(links[0].get("href")))

    def fill(self, **typed: Any) -> None:
        """Send the form of the page with what stands in it, changed by ``typed`` (input name with - for __).

        None takes every row of a table away.
        """
        form = next(form for form in self.tree().forms if "trial-revision" in form.fields)
        values: dict[str, Any] = {}
        for name, value in form.form_values():
            values.setdefault(name, []).append(value)
        emptied = tuple(f"{name}-" for name, value in typed.items() if value is None)
        values = {name: value for name, value in values.items() if not name.startswith(emptied)}
        values |= {name.replace("__", "-"): value for name, value in typed.items() if value is not None}
        where = self.page.request["PATH_INFO"] + "?" + self.page.request["QUERY_STRING"]
        self._keep(self.client.post(where, values, follow=True))

    def act(self, act: str, **more: Any) -> None:
        typed = {"act": act, "trial-revision": self.recording.revision, **more}
        self._keep(self.client.post(self.address(), typed, follow=True))

    def save(self, name: str) -> None:
        self._keep(self.client.post(self.address("recording_save"), {"name": name}, follow=True))

    def tree(self) -> Any:
        return html.fromstring(self.page.content.decode())

    def _keep(self, page: Any) -> None:
        self.page = page
