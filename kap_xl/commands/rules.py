"""`rules`: every rule with its severity, its sentence, and why it is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kap_xl.commands.answer import Answer
from kap_xl.phrase import template, text
from kap_xl.rules import RULES

if TYPE_CHECKING:
    from kap_xl.desk import Desk


def rules(desk: Desk) -> Answer:
    """The rule catalogue."""
    lang = desk.lang or "en"
    data = [
        {
            "rule": each.id,
            "family": each.family,
            "severity": each.severity.value,
            "sheet": each.sheet,
            "message": template(f"rules.{each.id}", lang),
            "why": template(f"rules.{each.id}-why", lang),
        }
        for each in RULES
    ]
    return Answer(data={"rules": data}, shown=catalogue)


def catalogue(lang: str) -> str:
    """The catalogue as text; blanks of the sentences stay as they are named."""
    parts = []
    for each in RULES:
        severity, sheet = (
            text(f"words.severity.{each.severity.value}", lang),
            text(f"workbook.sheet.{each.sheet}", lang),
        )
        head = f"{each.id}  [{severity} · {sheet}]"
        parts.append(f"{head}\n  {template(f'rules.{each.id}', lang)}\n  {template(f'rules.{each.id}-why', lang)}")
    return "\n\n".join(parts)
