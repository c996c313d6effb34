"""After a merge the stored results of the plan's formulas are those of its new data, for readers that do not compute."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from openpyxl import load_workbook
from rounds import PERIOD, answer, merged, read, sent

from kap_xl.sheets.stale import stale_results

if TYPE_CHECKING:
    from pathlib import Path


def test_what_was_spent_is_that_of_the_new_period(tmp_path: Path) -> None:
    """The column of spending shows the period that the plan has moved on to."""
    plan, forms = sent(tmp_path)
    form = forms / f"{PERIOD}_MLSW.xlsx"
    first = next(row for row in read(form).table("matrix").rows if row.value("lead") == "MLSW")
    back = answer(form, tmp_path / "back" / form.name, ("matrix", str(first.uid), "status", "ongoing"))
    before = {row.uid: row.raw("spent") for row in read(plan).table("matrix").rows}
    assert any(before.values())
    merged(plan, back)
    work = read(plan)
    assert work.settings.current_period == PERIOD
    assert not stale_results(work)
    paid: dict[object, Decimal] = {}
    for row in work.table("spending").rows:
        amount = row.value("amount")
        if row.value("period") == PERIOD and isinstance(amount, Decimal):
            paid[row.value("activity_uid")] = paid.get(row.value("activity_uid"), Decimal(0)) + amount
    table = work.table("matrix")
    seen = load_workbook(plan, data_only=True)[table.layout.title]
    column = table.layout.columns["spent"]
    shown = {row.uid: seen.cell(row.number, column).value for row in table.rows}
    assert {uid: value for uid, value in shown.items() if value} == {uid: float(each) for uid, each in paid.items()}


def test_a_value_typed_over_a_formula_stays(tmp_path: Path) -> None:
    """What a person put in the place of a formula is theirs, though it is not what the formula would come to."""
    plan, forms = sent(tmp_path)
    row = next(row for row in read(plan).table("matrix").rows if row.value("lead") == "MLSW")
    answer(plan, plan, ("matrix", str(row.uid), "spent", 123456))
    form = forms / f"{PERIOD}_MLSW.xlsx"
    back = answer(form, tmp_path / "back" / form.name, ("matrix", str(row.uid), "status", "ongoing"))
    merged(plan, back)
    after = next(each for each in read(plan).table("matrix").rows if each.uid == row.uid)
    assert after.raw("spent") == 123456
