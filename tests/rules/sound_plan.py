"""A sound plan with no findings at all, and the ways to change one cell or add one row of it."""

from __future__ import annotations

from typing import NamedTuple

from plans import INSTITUTIONS, LISTS, workbook

from kap_xl.rules import check

Found = set[tuple[str, str, int, str]]
"""Findings by rule, sheet, Excel row and column."""
Sheets = dict[str, tuple[dict[str, str], ...]]
"""Rows of each sheet as keys and texts; the first stands in Excel row 3."""


class Case(NamedTuple):
    """A rule, a plan that breaks it and where (sheet, Excel row, column), and plans that nearly do."""

    rule: str
    broken: Sheets
    spots: set[tuple[str, int, str]]
    fine: tuple[Sheets, ...]

    def told(self) -> Found:
        """What is to be found in the broken plan: this rule, in these places, and nothing else."""
        return {(self.rule, *spot) for spot in self.spots}


MATRIX = """
| code | objective | state | activity_sq | activity_sr | activity_en | lead | partners | support | start | deadline | indicator |
| 1.1.1 | 1.1 | active | Fushatë në shkolla | Kampanja u školama | Campaign in schools | MEST | MLSW, NGO | UNICEF | 2005-09-01 | 2006-06-30 | |
| 1.1.2 | 1.1 | active | Linjë ndihme | Telefon za pomoć | Helpline | AOGG | MLSW | | | continuous | Calls answered |
| 1.1.10 | 1.1 | | Doracak | Priručnik | Handbook | MEST | | | 2006-01-01 | 2006-12-31 | Handbook printed |
| 1.2.1 | 1.2 | dropped | Anketë | Anketa | Survey | MOJ | | | | 2005-12-31 | |
| 2.1.1 | 2.1 | active | Strehimore | Prihvatilište | Shelter | MLSW | MOJ | IOM | 2005-06-01 | 2007-12-31 | |
"""
INDICATORS = """
| code | of | name_sq | name_sr | name_en | level | unit | over_time | over_agencies | direction | counts | baseline | target_2005 | target_2006 | target_2007 | responsible |
| I1 | 1.1.1 | Nxënës të arritur | Obuhvaćeni učenici | Pupils reached | output | persons | cumulative | sum | up | PUBLIC | 0 | 500 | 2000 | 4000 | MEST |
| I2 | 2.1.1 | Viktima të strehuara | Smeštene žrtve | Victims sheltered | output | persons | sum | sum | up | VICTIM | 20 | 20 | 30 | 30 | MLSW |
| I3 | 2.1 | Rikthimi te trafikantët | Povratak trgovcima | Falling back into trafficking | impact | % | latest | average | down | NONE | 30 | | 20 | 10 | MLSW, MOJ |
"""
MILESTONES = """
| of | period | target |
| 1.1.1 | 2005-H2 | Materials approved |
| I2 | 2006-H2 | Second house opened |
"""
BUDGET = """
| activity | year | source | donor | category | currency | amount | amount_max | stage | kind | reference_to | note |
| 1.1.1 | 2006 | | | GOODS | EUR | 20000 | 25000 | estimate | amount | | |
| 1.1.1 | 2006 | KCB | | GOODS | EUR | 5000 | | committed | amount | | |
| 1.1.1 | 2006 | DONOR | USAID | GOODS | USD | 10000 | | pledged | amount | | |
| 1.1.2 | 2006 | KCB | | | | | | | regular budget | | |
| 1.1.10 | 2006 | | | | | | | | reference | 1.1.1 | |
| 1.2.1 | 2005 | KCB | | GOODS | EUR | 3000 | | requested | amount | | |
| 2.1.1 | 2006 | UNFUNDED | | GOODS | EUR | 40000 | | estimate | amount | | |
| 2.1.1 | 2007 | KCB | | GOODS | EUR | 8000 | | received | amount | | |
"""
PROGRESS = """
| activity | period | agency | status | percent | done | obstacles | actual_date | evidence |
| 1.1.1 | 2005-H2 | MEST | ONGOING | 40 % | Materials printed | | | |
| 1.1.1 | 2006-H1 | MEST | DONE | 100 % | All schools visited | | 2006-05-31 | Report 12/06 |
| 1.1.2 | 2006-H1 | AOGG | CONTINUOUS_OK | | Calls answered | | | Call log |
| 1.1.10 | 2006-H1 | MEST | NOT_STARTED | 0 % | | | | |
| 2.1.1 | 2006-H1 | MLSW | DELAYED | 20 % | Site chosen | No building permit | | |
| 2.1.1 | 2006-H1 | MOJ | ONGOING | | Rules drafted | | | |
"""
VALUES = """
| indicator | period | agency | value | numerator | denominator | women | men | girls | boys |
| I1 | 2005-H2 | MEST | 600 | | | | | 310 | 290 |
| I1 | 2006-H1 | MEST | 1500 | | | | | 700 | |
| I2 | 2006-H1 | MLSW | 12 | | | 6 | 0 | 5 | 1 |
| I3 | 2006-H1 | MLSW | 25 | 3 | 12 | 2 | | 1 | |
"""
SPENDING = """
| activity | period | agency | source | donor | category | currency | amount |
| 1.1.1 | 2006-H1 | MEST | KCB | | GOODS | EUR | 4500 |
| 1.1.2 | 2006-H1 | AOGG | KCB | | GOODS | EUR | 900 |
| 2.1.1 | 2006-H1 | MLSW | KCB | | GOODS | EUR | 8000 |
"""
MEETINGS = """
| number | date | kind | agenda | present |
| M1 | 2006-02-16 | regular | Report on 2005-H2 | AOGG, MLSW |
| M2 | 2006-08-10 | regular | Report on 2006-H1 | AOGG, MLSW, MEST |
"""
DECISIONS = """
| code | meeting | text_sq | text_sr | text_en | responsible | due | state | activity |
| V1 | M1 | Leja të përshpejtohet | Ubrzati dozvolu | Speed up the permit | MLSW | 2007-06-30 | open | 2.1.1 |
| V2 | M1 | Anketa të hiqet | Odustati od ankete | Drop the survey | MOJ | 2007-06-30 | done | 1.2.1 |
"""
VERSIONS = """
| version | in_force_from | decision | reason |
| 1 | 2005-05-17 | | |
"""
MEMBERS = """
| institution | post | group | role | votes | from | to |
| AOGG | Director | NGO | coordinator | yes | 2005-05-17 | 2006-01-31 |
| AOGG | Director | NGO | coordinator | yes | 2006-02-01 | |
| IOM | Adviser | NGO | adviser | no | 2005-05-17 | |
"""
PROGRAMMES = """
| organisation | title | objective | start | end | donor | currency | amount |
| UNICEF | Safe schools | 1.1 | 2005-01-01 | 2006-12-31 | USAID | USD | 50000 |
"""
LEGISLATION = """
| code | title_sq | title_sr | title_en | date | reference | objectives |
| R1 | Rregullorja | Uredba | Regulation | 2001-01-12 | 2001/4 | 1.1, 2.1 |
| R2 | Kodi penal | Krivični zakon | Penal code | 2003-07-06 | 2003/25 | 1.2 |
"""
STATISTICS = """
| period | measure | origin | destination | route | sex | age | exploitation | count |
| 2005-H2 | VICTIM | MD | XK | MD-RO-RS-XK | women | adult | sexual | 6 |
| 2005-H2 | VICTIM | | | | | child | | 4 |
| 2005-H2 | CASE | XK | XK | internal | | | labour | 2 |
"""


def _rows(markdown: str) -> tuple[dict[str, str], ...]:
    head, *body = ([cell.strip() for cell in line.strip()[1:-1].split("|")] for line in markdown.strip().splitlines())
    return tuple(dict(zip(head, cells, strict=True)) for cells in body)


SOUND: Sheets = {
    key: _rows(markdown)
    for key, markdown in {
        "matrix": MATRIX,
        "indicators": INDICATORS,
        "milestones": MILESTONES,
        "budget": BUDGET,
        "progress": PROGRESS,
        "values": VALUES,
        "spending": SPENDING,
        "meetings": MEETINGS,
        "decisions": DECISIONS,
        "versions": VERSIONS,
        "members": MEMBERS,
        "programmes": PROGRAMMES,
        "legislation": LEGISLATION,
        "statistics": STATISTICS,
        "institutions": INSTITUTIONS,
        "lists": LISTS,
    }.items()
}


def but(sheet: str, row: int, sheets: Sheets = SOUND, /, **cells: str) -> Sheets:
    """The plan with other texts in some cells of an Excel row; a column that it lacks is added."""
    rows = sheets[sheet]
    return sheets | {sheet: (*rows[: row - 3], rows[row - 3] | cells, *rows[row - 2 :])}


def plus(sheet: str, sheets: Sheets = SOUND, /, **cells: str) -> Sheets:
    """The plan with one more row below a sheet's last."""
    return sheets | {sheet: (*sheets[sheet], cells)}


def end(sheet: str) -> int:
    """The Excel row of the first added row."""
    return len(SOUND[sheet]) + 3


def markdown(sheets: Sheets = SOUND) -> dict[str, str]:
    """The plan as Markdown tables; a row without an identity gets one from its place, as a reference may need it."""
    return {sheet: _markdown(sheet, rows) for sheet, rows in sheets.items()}


def found(sheets: Sheets = SOUND, **others: str) -> Found:
    """Every finding of reading and of the rules on a plan; others are sheets in Markdown, such as the cover."""
    book = workbook(**(markdown(sheets) | others))
    spots = ((finding.rule, finding.spot) for finding in (*book.findings, *check(book.plan)))
    return {(rule, spot.sheet, spot.row, spot.column) for rule, spot in spots}


def _markdown(sheet: str, rows: tuple[dict[str, str], ...]) -> str:
    keys = tuple(dict.fromkeys(("uid", *(key for row in rows for key in row))))
    lines = [keys]
    for number, row in enumerate(rows, 3):
        lines.append(tuple((row | {"uid": row.get("uid") or f"{sheet}-{number}"}).get(key, "") for key in keys))
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
