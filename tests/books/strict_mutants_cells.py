"""Workbooks with one fault in their rows, cells, texts or formulas."""

from __future__ import annotations

from typing import Final

from strict_mutation import SHEET, STRINGS, Mutant, done, shared, swap


def _cells() -> tuple[Mutant, ...]:
    cell = '<c r="H1" s="1"><v>1.5</v></c>'
    long = "x" * 32768
    return (
        swap("rows.order", SHEET, '<row r="9"', '<row r="8"'),
        swap("rows.order", SHEET, '<row r="9"', '<row r="7"'),
        swap("rows.grid", SHEET, '<row r="20" spans="1:2">', '<row r="1048577"/><row r="20" spans="1:2">'),
        swap("rows.attribute", SHEET, '<row r="9"', '<row height="3" r="9"'),
        swap("rows.height", SHEET, 'ht="20.25"', 'ht="410"'),
        swap("rows.outline", SHEET, 'outlineLevel="1"/><row', 'outlineLevel="8"/><row'),
        swap("rows.style", SHEET, '<row r="10" spans="1:12" s="1"', '<row r="10" spans="1:12" s="3"'),
        swap("cells.order", SHEET, '<c r="H1"', '<c r="F1"'),
        swap("cells.order", SHEET, '<c r="H1"', '<c r="G1"'),
        swap("cells.reference", SHEET, '<c r="H1"', '<c r="XFE1"'),
        swap("cells.reference", SHEET, '<c r="H1"', '<c r="h1"'),
        swap("cells.row-differs", SHEET, '<c r="H1"', '<c r="H2"'),
        swap("cells.attribute", SHEET, '<c r="H1"', '<c colour="1" r="H1"'),
        swap("cells.content", SHEET, cell, '<c r="H1"><v>1</v><f>1</f></c>'),
        swap("cells.content", SHEET, cell, '<c r="H1" t="inlineStr"><v>1</v></c>'),
        swap("cells.style", SHEET, '<c r="H1" s="1"', '<c r="H1" s="3"'),
        swap("cells.type", SHEET, '<c r="H1" s="1"', '<c r="H1" t="text"'),
        swap("cells.string-index", SHEET, "<v>12</v>", "<v>15</v>"),
        swap("cells.number", SHEET, "<v>1.5</v>", "<v>NaN</v>"),
        swap("cells.number", SHEET, "<v>1.5</v>", "<v>1e400</v>"),
        swap("cells.number", SHEET, "<v>1.5</v>", "<v>1,5</v>"),
        swap("cells.number", SHEET, "<v>1.5</v>", "<v/>"),
        swap("cells.boolean", SHEET, 't="b"><v>1</v>', 't="b"><v>2</v>'),
        swap("cells.error", SHEET, "<v>#N/A</v>", "<v>#WRONG!</v>"),
        swap("cells.date", SHEET, cell, '<c r="H1" t="d"><v>31.1.2006</v></c>'),
        swap("cells.text-length", SHEET, cell, f'<c r="H1" t="str"><v>{long}</v></c>'),
        swap("cells.text-length", SHEET, cell, f'<c r="H1" t="inlineStr"><is><t>{long}</t></is></c>'),
        swap("cells.inline-space", SHEET, cell, '<c r="H1" t="inlineStr"><is><t> x</t></is></c>'),
        swap("strings.count", STRINGS, 'uniqueCount="15"', 'uniqueCount="14"'),
        swap("strings.length", STRINGS, "plain", long),
        swap("strings.length", STRINGS, "plain", "\U0001f600" * 16384),
        swap("strings.space", STRINGS, ' xml:space="preserve"', ""),
        swap("strings.content", STRINGS, "<si><t>plain</t>", "<si><t>plain</t><r><t>x</t></r>"),
    )


def _formula(code: str, text: str) -> Mutant:
    return swap(code, SHEET, "<f>'Two words'!A1</f>", f"<f>{text}</f>")


def _formulas() -> tuple[Mutant, ...]:
    return (
        _formula("formulas.empty", " "),
        _formula("formulas.equals", "=1"),
        _formula("formulas.length", "1+" * 4096 + "1"),
        _formula("formulas.unbalanced", "SUM(1"),
        _formula("formulas.unbalanced", 'A1&amp;"x'),
        _formula("formulas.unbalanced", "SUM(1))"),
        _formula("formulas.unbalanced", "Plan_table[Code"),
        _formula("formulas.separator", "IF(A1;1;2)"),
        _formula("formulas.prefix", "MAXIFS(A1:A2,B1:B2,1)"),
        _formula("formulas.prefix", "1+concat(A1)"),
        _formula("formulas.prefix", "_xlfn.FILTER(A1:A2,B1:B2)"),
        _formula("formulas.prefix", "_xlfn._xlws.XLOOKUP(1,A1:A2,B1:B2)"),
        _formula("formulas.parameter", "_xlfn.LET(x,1,x)"),
        _formula("formulas.this-row", "Plan_table[@Code]"),
        _formula("formulas.this-row", "Plan_table[[#This Row],Code]"),
        _formula("formulas.this-row", "[[#This Row],[Code]]"),
        _formula("formulas.this-row", "@A1:A3"),
        _formula("formulas.structure", "Plan_table[[#All],Code]"),
        _formula("formulas.spill", "SUM(H2#)"),
        _formula("formulas.unknown-sheet", "'Three words'!A1"),
        _formula("formulas.unknown-sheet", "Three!A1"),
        _formula("formulas.unknown-sheet", "SUM(Two words!A1)"),
        _formula("formulas.unknown-book", "[1]Plan!A1"),
        _formula("formulas.unknown-book", "'[2]Two words'!A1"),
        _formula("formulas.unknown-table", "SUM(Third[Code])"),
        _formula("formulas.unknown-column", "SUM(Plan_table[Kode])"),
        _formula("formulas.unknown-column", "Plan_table[[#This Row],[Kode]]"),
        done("formulas.shared", "no range", shared("")),
        swap("formulas.array", SHEET, 't="array" ref="H2:H3"', 't="array"'),
    )


CELLS: Final = (*_cells(), *_formulas())
