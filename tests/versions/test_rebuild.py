"""Any version can be rebuilt exactly, as cells and as tables: random edits, closed again and again, in memory."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from kap_xl.columns import BY_KEY
from kap_xl.grid import Layout
from kap_xl.sheets.fill import as_grids
from kap_xl.uids import derived
from kap_xl.versions import as_tables, content_of, digest, history, net, rebuilt
from kap_xl.versions.closing import Closing, change_edits, version_edits
from kap_xl.versions.content import SHEETS
from kap_xl.versions.kept import kept_rows
from kap_xl.workbook import Workbook, read_workbook

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kap_xl.versions import Content

LANGS = ("sq", "sr", "en")
YEARS = ("target_2006", "target_2007")
Cells = dict[str, object]
Rows = dict[tuple[str, str], Cells]

UIDS = tuple(derived("row", str(number)) for number in range(4))
TEXTS = st.one_of(
    st.sampled_from(("1.10", "1.1", "=1+1", "high", "E lartë", "[clear]", f"1.1 [{UIDS[0]}]", "2006-12-31", "00", "–")),
    st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=12),
    st.just("LONG"),
)
DAYS = st.dates(date(2005, 1, 1), date(2008, 1, 1))
NUMBERS = st.one_of(st.integers(-9, 10**9), st.decimals(-1000, 1000, places=3)).map(Decimal)
UID = st.sampled_from(UIDS)
EDITS = st.one_of(
    st.tuples(st.just("matrix"), UID, st.sampled_from(("code", "activity_sq", "output", "deadline")), TEXTS),
    st.tuples(st.just("matrix"), UID, st.sampled_from(("priority", "state", "lead", "partners")), TEXTS),
    st.tuples(st.just("matrix"), UID, st.sampled_from(("priority", "state")), st.sampled_from(("high", "i hequr"))),
    st.tuples(st.just("matrix"), UID, st.just("start"), DAYS),
    st.tuples(st.just("matrix"), UID, st.sampled_from(("status", "done", "due_by")), TEXTS),
    st.tuples(st.just("matrix"), UID, st.just("objective_uid"), st.one_of(UID, st.none())),
    st.tuples(st.just("matrix"), UID, st.just("objective"), TEXTS),
    st.tuples(st.just("indicators"), UID, st.sampled_from(("baseline", *YEARS)), st.one_of(NUMBERS, TEXTS, st.none())),
    st.tuples(st.just("budget"), UID, st.sampled_from(("amount", "amount_max")), NUMBERS),
    st.tuples(st.just("budget"), UID, st.just("year"), st.sampled_from((2006, 2007))),
    st.tuples(st.just("lists"), UID, st.sampled_from(("code", "name_sq")), TEXTS),
    st.tuples(st.sampled_from(("matrix", "budget", "lists")), UID, st.none(), st.none()),
)
STEPS = st.lists(st.tuples(st.lists(EDITS, max_size=6), st.sampled_from(LANGS), st.booleans()), min_size=2, max_size=6)


def place(sheet: str, *, turned: bool = False) -> Layout:
    """A sheet as made, or with its columns in the opposite order."""
    keys = [column.key for column in BY_KEY[sheet].columns if column.key not in ("uid", "target_<year>")]
    keys += YEARS if sheet == "indicators" else ()
    order = ["uid", *(reversed(keys) if turned else keys)]
    return Layout(sheet, sheet, 1, 2, {key: number for number, key in enumerate(order, 1)})


def workbook(rows: Rows, records: Mapping[str, Sequence[Mapping[str, object]]], lang: str, *, turned: bool) -> Workbook:
    """The plan as read, its rows and columns in one order or the other."""
    every: dict[str, list[Mapping[str, object]]] = {sheet: [] for sheet in SHEETS if sheet != "cover"}
    for (sheet, uid), cells in rows.items():
        every[sheet].append({"uid": uid, **cells})
    if turned:
        every = {sheet: some[::-1] for sheet, some in every.items()}
    every |= {sheet: list(some) for sheet, some in records.items()}
    cover = [{"uid": "plan_name_en", "setting": "plan_name_en", "value": "Plan"}]
    places = {sheet: place(sheet, turned=turned and sheet != "_kap") for sheet in (*every, "cover")}
    return read_workbook(as_grids(places, {**every, "cover": cover}, lang, {}))


def edited(rows: Rows, edits: Sequence[tuple[str, str, str | None, object]]) -> None:
    """Cells typed over; an edit without a column deletes the row."""
    for sheet, uid, column, value in edits:
        if column is None:
            rows.pop((sheet, uid), None)
        else:
            rows.setdefault((sheet, uid), {})[column] = "long ë" * 5000 if value == "LONG" else value


@settings(max_examples=25, deadline=None)
@given(STEPS)
def test_every_version_comes_back_exactly(
    steps: list[tuple[list[tuple[str, str, str | None, object]], str, bool]],
) -> None:
    """After each closing every version so far is what it was, whatever was edited, deleted, moved or put in order."""
    rows: Rows = {}
    records: dict[str, list[Mapping[str, object]]] = {"versions": [], "changes": [], "_kap": []}
    closed: list[Content] = []
    for number, (edits, lang, turned) in enumerate(steps, 1):
        edited(rows, edits)
        work = workbook(rows, records, lang, turned=turned)
        known = history(work.tables, work.reader)
        content = content_of(work.tables, known.last or {})
        closing = Closing(number, date(2006, 1, 1), date(2006, 1, 1))
        records["versions"] += version_edits(work.tables, closing, content).rows["versions"]
        if known.last is not None:
            changed = net(known.last, content)
            made = change_edits(work.tables, work.reader, closing, changed, (known.last, content), {})
            # as text in the language of the day, which later languages must understand
            texts = as_grids({"changes": place("changes")}, {"changes": made.rows.get("changes", ())}, lang, {})[0]
            keys = [key for key, _ in sorted(place("changes").columns.items(), key=lambda each: each[1])]
            records["changes"] += [dict(zip(keys, line, strict=True)) for line in texts.rows[2:]]
        records["_kap"] = list(kept_rows(None, content, (), None))
        closed.append(content)
        again = workbook(rows, records, lang, turned=not turned)
        known = history(again.tables, again.reader)
        assert net(content, content_of(again.tables, known.last or {})) == ()
        for earlier, expected in enumerate(closed, 1):
            found = rebuilt(known, earlier)
            assert found.sound
            assert found.odd == ()
            assert found.content == expected
            assert content_of(as_tables(found.content, again.reader, again.tables)) == expected


@given(st.dictionaries(st.tuples(st.just("matrix"), UID), st.dictionaries(st.sampled_from(("output", "lead")), TEXTS)))
def test_a_fingerprint_does_not_depend_on_order(cells: dict[tuple[str, str], dict[str, str]]) -> None:
    """The same cells in another order have the same fingerprint; one more cell has another."""
    turned = {key: dict(reversed(some.items())) for key, some in reversed(cells.items())}
    assert digest(cells) == digest(turned)
    assert digest({**cells, ("lists", "k"): {"code": "1"}}) != digest(cells)
