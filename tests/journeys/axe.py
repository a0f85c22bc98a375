"""axe-core in the page: what a person who cannot see it, or not well, would stumble over."""

from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from config.bootstrap.places import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Page

SCRIPT = ROOT / "processes" / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
GRAVE = ("serious", "critical")
RUN = """async () => {
  const found = await axe.run(document, {resultTypes: ["violations"]});
  return found.violations.map((one) => ({
    id: one.id, impact: one.impact, help: one.help,
    nodes: one.nodes.slice(0, 5).map((node) => `${node.target.join(" ")}: ${node.html.slice(0, 160)}`),
  }));
}"""


def assert_no_serious_violations(page: "Page") -> None:
    """Nothing on the page as it stands is serious or critical; whatever is folded away is not looked at."""
    # Read past the policy of the page, as the tools of the browser do: it is no script of the page.
    page.evaluate(_axe())
    found: list[dict[str, Any]] = page.evaluate(RUN)
    grave = [one for one in found if one["impact"] in GRAVE]
    assert not grave, (page.url, page.viewport_size, grave)


@cache
def _axe() -> str:
    if not SCRIPT.exists():
        pytest.skip("axe-core is not installed: python3 manage.py test installs it")
    return SCRIPT.read_text(encoding="utf-8")
