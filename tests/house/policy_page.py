"""Writes the pages of the manual that are made from the policy pack: python -m tests.house.policy_page."""

import re

from fupin_desk.catalog import catalog
from fupin_desk.desk import clauses
from fupin_desk.ui.shell.page_registry import PAGES
from tests.house.source import ROOT

CATALOG = catalog.load()
PACK = CATALOG.packs[-1]
# The labels of the pages by the kinds that they list.
LABELS = {kind: page.label for page in reversed(PAGES) for kind in page.kinds}
POLICY = ROOT / "resources" / "help" / "policy.md"
RULES = ROOT / "resources" / "help" / "07-rules.md"
_TABLE = re.compile(r"(?<=\n)\| 编号 \| 口径 \|\n.*?(?=\n\n## )", re.DOTALL)


def policy() -> str:
    """Return the page that goes through the policy demand by demand."""
    return clauses.page(CATALOG, PACK, LABELS)


def rules() -> str:
    """Return the page of the rules with its table as the pack says it."""
    return _TABLE.sub(lambda _: clauses.counting(PACK), RULES.read_text(encoding="utf-8"))


if __name__ == "__main__":
    POLICY.write_text(policy(), encoding="utf-8")
    RULES.write_text(rules(), encoding="utf-8")
