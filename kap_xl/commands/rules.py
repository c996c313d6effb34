"""`rules`: everything that can be found, with its severity, its sentence, what to do and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kap_xl.commands.answer import Answer
from kap_xl.commands.catalogue import plain
from kap_xl.phrase import template
from kap_xl.rules import RULES

if TYPE_CHECKING:
    from kap_xl.desk import Desk


def rules(desk: Desk) -> Answer:
    """The rule catalogue; to programs the sentences come with their blanks as they are named."""
    lang = desk.lang or "en"
    data = [
        {
            "rule": each.id,
            "family": each.family,
            "severity": each.severity.value,
            "sheet": each.sheet,
            "message": template(f"rules.{each.id}", lang),
            "fix": template(f"rules.{each.id}-fix", lang),
            "why": template(f"rules.{each.id}-why", lang),
            "form": each.form,
            "waivable": not each.firm,
        }
        for each in RULES
    ]
    return Answer(data={"rules": data}, shown=plain)
