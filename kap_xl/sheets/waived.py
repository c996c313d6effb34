"""Waived findings told apart from the others: for people, and under machine keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kap_xl.phrase import show_date, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kap_xl.rules.waivers import Waived


def waived_as_data(one: Waived, lang: str) -> dict[str, str | None]:
    """A waived finding with the keys of a finding, and why, by which post and when (ISO) it was accepted."""
    on = one.date.isoformat() if one.date else None
    return {**one.finding.said(lang), "reason": one.reason, "post": one.post, "date": on}


def waived_as_text(waived: Sequence[Waived], lang: str) -> str:
    """A section with a line for each: where, what, and who accepted it why."""
    lines = [text("marks.waived", lang, n=len(waived)) + ":"]
    for one in waived:
        said = one.finding.said(lang)
        place = " ".join(filter(None, (said["file"], f"{said['sheet']}!{said['cell']}".strip("!"))))
        who = ", ".join(filter(None, (one.post, show_date(one.date, lang) if one.date else "")))
        lines.append(f"{place}: {said['message']} [{said['rule']}]\n    {one.reason} ({who})")
    return "\n".join(lines)
