"""What the plan remembers of earlier merges: the statements in its log, the choices on its conflicts sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from kap_xl import kinds
from kap_xl.canon import asks_to_clear, cell_text, storable
from kap_xl.columns import BY_KEY, REPORT_SHEETS, Column
from kap_xl.exchange.merge import ROW_GONE, Choice, State
from kap_xl.exchange.returned import report_columns, report_uid
from kap_xl.exchange.statement import CellKey, Source, Statement
from kap_xl.vocabulary import VOCABULARIES

if TYPE_CHECKING:
    from kap_xl.reading import Reader
    from kap_xl.table import Row
    from kap_xl.workbook import Workbook

FORM_OF = {plan: form for form, plan in REPORT_SHEETS.items()}
NO_DAY = date(1900, 1, 1)


def recalled(plan: Workbook) -> tuple[Statement, ...]:
    """The statements of every return merged before, as the log keeps them."""
    return tuple(_statement(row, plan.reader) for row in plan.table("log").rows if _is_statement(row))


def together(known: Iterable[Statement], new: Iterable[Statement]) -> tuple[Statement, ...]:
    """Each cell of each return once: as the log has it, unless what was refused then can be read by now."""
    found = {each.uid: each for each in known}
    for each in new:
        before = found.get(each.uid)
        if before is None or (before.refused and not each.refused):
            found[each.uid] = each
    return tuple(found.values())


def sources(plan: Workbook) -> dict[str, Source]:
    """The returns merged before, by fingerprint."""
    return {each.hash: each for row in reversed(plan.table("log").rows) if (each := source(row)).hash}


def state(plan: Workbook) -> State:
    """The plan as the next merge finds it."""
    cells: dict[CellKey, str] = {}
    rows: set[tuple[str, str]] = set()
    for sheet in FORM_OF:
        for row in plan.table(sheet).rows:
            if not row.cells:
                continue
            uid = row_identity(plan, sheet, row)
            rows.add((sheet, uid))
            values = ((column.key, cell_text(row, column)) for column in fields(sheet))
            cells |= {(sheet, uid, key): value for key, value in values if value is not None}
    written, decided, gone = _written(plan)
    return State(cells, frozenset(rows), written, decided, gone, choices(plan))


def fields(sheet: str) -> tuple[Column, ...]:
    """The columns of a plan's report sheet that returns can fill."""
    return report_columns(FORM_OF[sheet])


def row_identity(plan: Workbook, sheet: str, row: Row) -> str:
    """A report row's identity; for one that the Secretariat typed by hand it follows from its key."""
    if row.uid or sheet not in ("progress", "values"):
        return row.uid
    key = "activity" if sheet == "progress" else "indicator"
    of = row.value(f"{key}_uid") or uid_of_code(plan, FORM_OF[sheet], str(row.value(key) or ""))
    return report_uid(FORM_OF[sheet], str(of), str(row.value("period") or ""), str(row.value("agency") or ""))


def uid_of_code(plan: Workbook, sheet: str, code: str) -> str:
    """The identity of the row with a code; empty where there is none or more than one."""
    found = [row.uid for row in plan.table(sheet).rows if row.value("code") == code and code]
    return found[0] if len(found) == 1 else ""


def choices(plan: Workbook) -> Mapping[str, Choice]:
    """The decisions on the conflicts sheet, by the conflict's identity; rows without one are still open."""
    found = {}
    for row in plan.table("conflicts").rows:
        typed = row.value("choice")
        if typed is None:
            continue
        column = _column(str(row.value("field") or ""))
        side = plan.reader.words["side"].get(kinds.fold(str(typed)))
        if side is None and not _readable(row, column, plan.reader):
            continue
        ours = value_of(row, "ours", column, plan.reader)
        value = None if side else _typed_choice(row, column, plan.reader)
        applied = row.value("state") == "decided"
        found[row.uid] = Choice(side or "value", value, ours, applied)
    return found


def unreadable_choices(plan: Workbook) -> tuple[Row, ...]:
    """Rows of the conflicts sheet with a decision that is neither side nor a value of the column in question."""
    return tuple(
        row
        for row in plan.table("conflicts").rows
        if row.raw("choice") is not None
        and kinds.fold(str(row.value("choice"))) not in plan.reader.words["side"]
        and not _readable(row, _column(str(row.value("field") or "")), plan.reader)
    )


def _readable(row: Row, column: Column | None, reader: Reader) -> bool:
    raw = row.raw("choice")
    if column is None:
        return False  # of a whole row there is only ours and theirs
    read = reader.read(column, raw)  # type: ignore[arg-type]  # a raw cell of the same workbook
    return asks_to_clear(raw) or (read is not None and read.known and storable(read.value))


def _typed_choice(row: Row, column: Column | None, reader: Reader) -> str | None:
    raw = row.raw("choice")
    if column is None or asks_to_clear(raw):
        return None
    read = reader.read(column, raw)  # type: ignore[arg-type]  # a raw cell of the same workbook
    return cell_text(_one_cell(row, column, read), column)


def _one_cell(row: Row, column: Column, cell: object) -> Row:
    return type(row)(row.number, row.uid, {column.key: cell})  # type: ignore[dict-item]  # a Cell


def _is_statement(row: Row) -> bool:
    """Whether a line of the log is about a cell that an agency fills in."""
    sheet, _, key = str(row.value("field") or "").partition(".")
    return sheet in FORM_OF and bool(key) and row.value("outcome") not in ("plan_changed", "missing")


def _column(field: str) -> Column | None:
    sheet, _, key = field.partition(".")
    return BY_KEY[sheet].column(key) if sheet in BY_KEY and key else None


def _statement(row: Row, reader: Reader) -> Statement:
    field = str(row.value("field"))
    sheet, _, key = field.partition(".")
    column = _column(field)
    refused = row.value("outcome") == "refused"
    silent = refused or row.value("outcome") == "blank"
    value = None if silent else value_of(row, "theirs", column, reader)
    raw = str(row.value("theirs") or "") if silent else ""
    return Statement(
        source(row),
        sheet,
        str(row.value("row_uid") or ""),
        key,
        value_of(row, "base", column, reader),
        value,
        str(row.value("from_cell") or ""),
        str(row.value("code") or ""),
        raw,
        str(row.value("reason_code") or "") if refused else "",
    )


def source(row: Row) -> Source:
    """The return that a log line speaks of."""
    received = row.value("received")
    return Source(
        str(row.value("agency") or ""),
        str(row.value("period") or ""),
        int(str(row.value("return_no") or 1)),
        str(row.value("return_hash") or ""),
        str(row.value("from_file") or ""),
        received if isinstance(received, date) else NO_DAY,
    )


def value_of(row: Row, key: str, column: Column | None, reader: Reader) -> str | None:
    """A value of the log or the conflicts sheet, canonical again: words of vocabularies back to their codes."""
    text = row.value(key)
    if text is None or column is None or column.words not in VOCABULARIES:
        return None if text is None else str(text)
    return reader.words[column.words].get(kinds.fold(str(text)), str(text))


def _written(
    plan: Workbook,
) -> tuple[dict[CellKey, tuple[str | None, str | None]], dict[CellKey, str | None], frozenset[tuple[str, str]]]:
    """What earlier merges put into cells (and found there), what decisions put there, and the rows gone by then."""
    written: dict[CellKey, tuple[str | None, str | None]] = {}
    decided: dict[CellKey, str | None] = {}
    gone: set[tuple[str, str]] = set()
    for row in _log_rows(plan):
        sheet, _, key = str(row.value("field")).partition(".")
        column = BY_KEY[sheet].column(key)
        uid = str(row.value("row_uid") or "")
        if row.value("outcome") in ("taken", "cleared"):
            put, found = (value_of(row, name, column, plan.reader) for name in ("result", "ours"))
            written[sheet, uid, key] = (put, found)
        elif row.value("outcome") == "decided":
            decided[sheet, uid, key] = value_of(row, "result", column, plan.reader)
        elif row.value("reason_code") == ROW_GONE:
            gone.add((sheet, uid))
    return written, decided, frozenset(gone)


def _log_rows(plan: Workbook) -> Iterable[Row]:
    return (row for row in plan.table("log").rows if _is_statement(row))
