"""Workbooks with one fault in a table, a validation, a format, columns or panes."""

from __future__ import annotations

from typing import Final

from strict_mutation import OTHER, SECOND, SHEET, TABLE, Change, Mutant, both, done, put, swap


def _second(area: str) -> Change:
    """The second table, and its filter, on another range."""
    return both(put(SECOND, "A20:B22", area), put(SECOND, "A20:B22", area))


def _tables() -> tuple[Mutant, ...]:
    column = '<tableColumn id="1" name="One"/>'
    return (
        swap("tables.id-twice", SECOND, ' id="2"', ' id="1"'),
        swap("tables.name-twice", SECOND, 'displayName="Second"', 'displayName="PLAN_TABLE"'),
        swap("tables.name-twice", SECOND, 'displayName="Second"', 'displayName="Rate"'),
        *(swap("tables.name", SECOND, 'displayName="Second"', f'displayName="{name}"')
          for name in ("A1", "XFD1048576", "R1C1", "RC", "C", "two words", "1st", "x" * 256, "a-b")),
        swap("tables.ref", SECOND, 'ref="A20:B22"', 'ref="A22:B20"'),
        done("tables.overlap", "onto the first", _second("A3:B6")),
        swap("tables.merged", SHEET, '<mergeCell ref="L4:M5"/>', '<mergeCell ref="B22:C23"/>'),
        done("tables.no-data-row", "only headings", _second("A20:B20")),
        done("tables.column-count", "wider", _second("A20:C22")),
        swap("tables.column-count", SECOND, '<tableColumns count="2"', '<tableColumns count="3"'),
        swap("tables.column-twice", SECOND, 'name="Two"', 'name="ONE"'),
        swap("tables.column-id-twice", SECOND, column, column.replace('id="1"', 'id="2"')),
        swap("tables.header-missing", SHEET, '<c r="B20" t="s"><v>7</v></c>', ""),
        swap("tables.header-not-text", SHEET, '<c r="B20" t="s"><v>7</v></c>', '<c r="B20"><v>7</v></c>'),
        swap("tables.header-not-text", SHEET, '<c r="B20" t="s">', '<c r="B20" t="s"><f>1</f>'),
        swap("tables.header-differs", SECOND, 'name="Two"', 'name="two"'),
        swap("tables.header-differs", TABLE, "Two&#xA;lines", "Two lines"),
        swap("tables.total-differs", TABLE, 'totalsRowLabel="Total"', 'totalsRowLabel="Sum"'),
        swap("tables.autofilter", TABLE, '<autoFilter ref="A1:C3"', '<autoFilter ref="A1:C4"'),
        swap("tables.filter-column", SECOND, '<autoFilter ref="A20:B22"/>', '<autoFilter ref="A20:B22"><filterColumn '
              'colId="2"><filters><filter val="x"/></filters></filterColumn></autoFilter>'),
        swap("tables.sheet-filter", SHEET, "<mergeCells", '<autoFilter ref="A20:B22"/><mergeCells'),
        swap("tables.formula-differs", TABLE, "]]*2<", "]]*3<"),
        swap("tables.format", TABLE, '<tableColumn id="3"', '<tableColumn dataDxfId="1" id="3"'),
    )  # fmt: skip


def _sheet_settings() -> tuple[Mutant, ...]:
    rule = '<dataValidation type="list"'
    listed = '<formula1>"a,b"</formula1>'
    return (
        swap("validations.count", SHEET, '<dataValidations count="2"', '<dataValidations count="3"'),
        swap("validations.range", SHEET, 'sqref="E6"', 'sqref="E6,E7"'),
        swap("validations.list-length", SHEET, listed, f'<formula1>"{"a," * 128}"</formula1>'),
        swap("validations.title-length", SHEET, 'promptTitle="title"', f'promptTitle="{"t" * 33}"'),
        swap("validations.title-length", SHEET, rule, f'{rule} errorTitle="{"t" * 33}"'),
        swap("validations.message-length", SHEET, 'prompt="say"', f'prompt="{"m" * 256}"'),
        swap("validations.message-length", SHEET, rule, f'{rule} error="{"m" * 256}"'),
        swap("validations.formula-missing", SHEET, listed, ""),
        swap("validations.formula-missing", SHEET, "<formula2>9</formula2>", ""),
        swap("validations.table-reference", SHEET, listed, "<formula1>Plan_table[Code]</formula1>"),
        swap("formulas.unknown-sheet", SHEET, listed, "<formula1>Lists!$A$1:$A$9</formula1>"),
        swap("formats.range", SHEET, '<conditionalFormatting sqref="F6:F9"', '<conditionalFormatting sqref="F9:F6"'),
        swap("formats.dxf", SHEET, 'dxfId="0"', 'dxfId="1"'),
        swap("formats.priority", SHEET, 'priority="1"', 'priority="0"'),
        swap("formats.formula-missing", SHEET, "<formula>1</formula>", ""),
        swap("formats.formula-missing", SHEET, 'operator="greaterThan"', 'operator="between"'),
        swap("formats.attribute-missing", SHEET, ' operator="greaterThan"', ""),
        swap("formats.scale", SHEET, '<cfvo type="percent" val="33"/>', ""),
        swap("formats.first-cell", SHEET, 'SEARCH("x",G6)', 'SEARCH("x",G1)'),
        swap("formats.table-reference", SHEET, "<formula>1</formula>", "<formula>SUM(Plan_table[Code])</formula>"),
        swap("columns.order", SHEET, '<col min="8" max="8"', '<col min="6" max="8"'),
        swap("columns.range", SHEET, '<col min="8" max="8"', '<col min="8" max="16385"'),
        swap("columns.width", SHEET, 'width="13.7109375"', 'width="256"'),
        swap("columns.style", SHEET, 'style="1" customWidth', 'style="3" customWidth'),
        swap("columns.outline", SHEET, 'outlineLevel="1"/><col', 'outlineLevel="8"/><col'),
        swap("merges.range", SHEET, '"L4:M5"', '"L4:M1048577"'),
        swap("merges.single", SHEET, '"L4:M5"', '"L4"'),
        swap("merges.overlap", SHEET, '"L4:M5"', '"M2:N5"'),
        swap("merges.count", SHEET, '<mergeCells count="2"', '<mergeCells count="1"'),
        swap("breaks.count", SHEET, 'manualBreakCount="1"', 'manualBreakCount="2"'),
        swap("panes.view", SHEET, 'workbookViewId="0"', 'workbookViewId="1"'),
        swap("panes.zoom", SHEET, 'zoomScale="80"', 'zoomScale="401"'),
        swap("panes.top-left", SHEET, 'topLeftCell="B2"', 'topLeftCell="A1"'),
        swap("panes.split", SHEET, 'xSplit="1"', 'xSplit="1.5"'),
        swap("panes.active", SHEET, ' xSplit="1"', ""),
        swap("panes.selection", SHEET, ' ySplit="1"', ""),
        swap("panes.selection", SHEET, 'activeCell="B1" sqref="B1"', 'activeCell="B1" sqref="C1"'),
        swap("sheet.dimension", SHEET, '<dimension ref="A1:M20"', '<dimension ref="A1:XFE20"'),
        swap("sheet.filter", OTHER, '<autoFilter ref="A1:B3"', '<autoFilter ref="A1:A3"'),
        swap("sheet.password", SHEET, 'password="DAA7"', 'password="DAA7DAA7"'),
        swap("page.scale", SHEET, 'scale="70"', 'scale="401"'),
        swap("page.margins", SHEET, 'left="0.7"', 'left="49"'),
        swap("page.header-length", SHEET, "&amp;CPlan", "&amp;C" + "x" * 254),
    )


SHEETS: Final = (*_tables(), *_sheet_settings())
