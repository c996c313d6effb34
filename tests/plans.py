"""Plan workbooks written as Markdown tables inside a test."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from kap_xl.columns import BY_KEY, FORM_SETTINGS, SETTINGS
from kap_xl.grid import Grid, Percent, Raw
from kap_xl.uids import derived
from kap_xl.workbook import Workbook, read_workbook

if TYPE_CHECKING:
    from kap_xl.model import Plan

COVER = """
| uid | value |
| plan_name_en | Test plan |
| start | 2005-05-17 |
| end | 2007-12-31 |
| currency | EUR |
| language | en |
| authoritative_language | sq |
| plan_version | 1 |
| current_period | 2006-H1 |
"""
INSTITUTIONS = """
| code | type | name_en | name_sq | name_sr | aliases | reports |
| AOGG | GOV | Advisory Office on Good Governance | Zyra për Qeverisje të Mirë | Kancelarija za dobro upravljanje | ZKQM | yes |
| MLSW | GOV | Ministry of Labour and Social Welfare | Ministria e Punës | Ministarstvo rada | MPMS | yes |
| MEST | GOV | Ministry of Education | Ministria e Arsimit | Ministarstvo obrazovanja | MASHT | yes |
| MOJ | GOV | Ministry of Justice | Ministria e Drejtësisë | Ministarstvo pravde | MD | yes |
| IOM | IO | International Organization for Migration | ONM | MOM | | no |
| UNICEF | IO | UNICEF | UNICEF | UNICEF | | no |
| USAID | DONOR | USAID | USAID | USAID | | no |
| NGO | GROUP | NGOs | OJQ | NVO | | no |
"""
LISTS = """
| list | code | parent | name_sq | name_sr | name_en | start | end | due | rate |
| pillar | 1 | | Parandalimi | Prevencija | Prevention | | | | |
| pillar | 2 | | Mbrojtja | Zaštita | Protection | | | | |
| objective | 1.1 | 1 | Vetëdijesimi | Svest | Awareness | | | | |
| objective | 1.2 | 1 | Kërkesa | Potražnja | Demand | | | | |
| objective | 2.1 | 2 | Ndihma | Pomoć | Assistance | | | | |
| period | 2005-H1 | | | | | 2005-05-17 | 2005-06-30 | 2005-07-25 | |
| period | 2005-H2 | | | | | 2005-07-01 | 2005-12-31 | 2006-01-30 | |
| period | 2006-H1 | | | | | 2006-01-01 | 2006-06-30 | 2006-07-25 | |
| period | 2006-H2 | | | | | 2006-07-01 | 2006-12-31 | 2007-01-30 | |
| source | KCB | | BKK | KBK | Consolidated budget | | | | |
| source | DONOR | | Donator | Donator | Donor | | | | |
| source | OWN | | Të hyra vetanake | Sopstveni prihodi | Own revenue | | | | |
| source | MUNICIPAL | | Buxheti komunal | Opštinski budžet | Municipal | | | | |
| source | UNFUNDED | | Pa financim | Bez finansiranja | Unfunded | | | | |
| category | GOODS | | Mallra | Robe | Goods | | | | |
| currency | EUR | | Euro | Evro | Euro | | | | |
| currency | USD | | Dollar | Dolar | Dollar | | | | |
| rate | USD | | | | | 2005-06-30 | | | 0.80 |
"""
NUMBERS = ("number", "amount", "percent", "year")


def workbook(**sheets: str) -> Workbook:
    """A workbook of the given sheets (Markdown tables under column keys) and, where not given, small registers."""
    given = {"cover": COVER, "institutions": INSTITUTIONS, "lists": LISTS} | sheets
    return read_workbook(tuple(grid(key, markdown) for key, markdown in given.items()))


def plan(**sheets: str) -> Plan:
    """The plan of such a workbook; its uids are `uid_of(sheet, code)` where the table gives none."""
    return workbook(**sheets).plan


def uid_of(sheet: str, code: str) -> str:
    """The identity that a row without a given one gets: from its sheet and its first cell."""
    return derived(sheet, code)


def grid(key: str, markdown: str) -> Grid:
    """A sheet of ours as a grid: keys in row 1, headings in row 2, data from row 3."""
    lines = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in markdown.strip().splitlines()]
    head, *body = [line for line in lines if set("".join(line)) - set("-: ")]
    keys = [name for name in head if name != "uid"]
    rows: list[tuple[Raw, ...]] = [(f"kap:{key}", *keys), ("uid", *keys)]
    for line in body:
        cells = dict(zip(head, line, strict=True))
        uid = cells.pop("uid", "") or uid_of(key, ":".join(line[:2]) if key == "lists" else line[0])
        rows.append((uid, *(_value(key, name if key != "cover" else uid, cells[name]) for name in keys)))
    return Grid(key, tuple(rows))


def _value(sheet: str, name: str, text: str) -> Raw:
    """A Markdown cell as Excel would hold it; text in "quotes" stays text."""
    if not text:
        return None
    if text.startswith('"') and text.endswith('"'):
        return text[1:-1]
    settings = {column.key: column for column in (*SETTINGS, *FORM_SETTINGS)}
    column = settings.get(name) if sheet == "cover" else BY_KEY[sheet].column(name)
    kind = column.kind if column else "text"
    try:
        if kind == "percent" and text.endswith("%"):
            return Percent(float(text[:-1]) / 100)
        if kind in NUMBERS:
            return float(text)
        return date.fromisoformat(text) if kind in ("date", "deadline") else text
    except ValueError:
        return text
