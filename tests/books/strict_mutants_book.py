"""Workbooks with one fault in their names, notes, links or styles."""

from __future__ import annotations

from typing import Final

from strict_mutation import BOOK, NOTES, SHAPES, SHEET, SHEET_LINKS, STYLES, Mutant, both, done, put, swap, threaded


def _names() -> tuple[Mutant, ...]:
    rate = '<definedName name="Rate">'
    return (
        *(swap("names.sheet", BOOK, '<sheet name="Plan"', f'<sheet name="{name}"')
          for name in ("", "x" * 32, "a/b", "a:b", "[a]", "a?", "a*", "a\\b", "'a", "a'")),
        swap("names.sheet-twice", BOOK, '<sheet name="Plan"', '<sheet name="TWO WORDS"'),
        swap("names.sheet-id", BOOK, 'sheetId="2"', 'sheetId="1"'),
        done("names.no-visible-sheet", "all hidden", both(
            put(BOOK, 'sheetId="1"', 'sheetId="1" state="hidden"'),
            put(BOOK, 'sheetId="2"', 'sheetId="2" state="veryHidden"'))),
        swap("names.active-tab", BOOK, "<workbookView ", '<workbookView activeTab="2" '),
        swap("names.active-hidden", BOOK, 'sheetId="1"', 'sheetId="1" state="hidden"'),
        *(swap("names.bad", BOOK, rate, f'<definedName name="{name}">')
          for name in ("A1", "R1C1", "r", "my rate", "1st", "a-b")),
        swap("names.twice", BOOK, rate, '<definedName name="RATE">x</definedName><definedName name="Rate">'),
        swap("names.scope", BOOK, 'name="Local" localSheetId="1"', 'name="Local" localSheetId="2"'),
        swap("names.built-in", BOOK, rate, '<definedName name="_xlnm.Rate">'),
        swap("names.built-in", BOOK, rate, '<definedName name="_xlnm.Print_Area">'),
        swap("names.empty", BOOK, ">Plan!$E$1<", "><"),
        swap("formulas.unknown-sheet", BOOK, ">Plan!$E$1<", ">Gone!$E$1<"),
    )  # fmt: skip


def _notes_and_links() -> tuple[Mutant, ...]:
    inside, outside = '<hyperlink ref="E5" location="', '<hyperlink ref="E4" r:id="rId1"/>'
    many = "".join(f'<hyperlink ref="A{row}" location="A1"/>' for row in range(1, 65_530))
    return (
        swap("notes.no-drawing", SHEET, '<legacyDrawing r:id="rId3"/>', ""),
        swap("notes.no-shape", SHAPES, "<x:Row>8</x:Row>", "<x:Row>9</x:Row>"),
        swap("notes.shape-twice", SHAPES, "_x0000_s1026", "_x0000_s1025"),
        swap("notes.author", NOTES, 'ref="E9" authorId="0"', 'ref="E9" authorId="1"'),
        swap("notes.cell", NOTES, 'ref="E9"', 'ref="E0"'),
        swap("notes.cell-twice", NOTES, 'ref="E9"', 'ref="E8"'),
        done("notes.thread", "nobody's", threaded("{P2}")),
        done("notes.thread", "no note", threaded(cell="A1")),
        swap("links.too-many", SHEET, outside, outside + many),
        swap("links.range", SHEET, '<hyperlink ref="E5"', '<hyperlink ref="E0"'),
        swap("links.nowhere", SHEET, outside, '<hyperlink ref="E4"/>'),
        swap("links.location", SHEET, f"{inside}'Two words'!A1", f"{inside}Two words!A1"),
        swap("links.too-long", SHEET_LINKS, "https://example.org/a", "https://example.org/" + "a" * 2060),
        swap("links.tooltip-length", SHEET, 'tooltip="tip"', f'tooltip="{"t" * 256}"'),
        swap(
            "links.inside-target",
            SHEET_LINKS,
            'Target="https://example.org/a" TargetMode="External"',
            'Target="../../xl/styles.xml"',
        ),
    )


def _styles() -> tuple[Mutant, ...]:
    xf = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    return (
        swap("styles.count", STYLES, '<cellXfs count="3"', '<cellXfs count="4"'),
        swap("styles.index", STYLES, xf, xf.replace('fontId="0"', 'fontId="3"')),
        swap("styles.index", STYLES, '"Hyperlink" xfId="1"', '"Hyperlink" xfId="2"'),
        done("styles.too-many-formats", "64,001", both(
            put(STYLES, '<cellXfs count="3">', '<cellXfs count="64001">'), put(STYLES, xf, xf * 63_999))),
        swap("styles.number-format-id", STYLES, '<numFmt numFmtId="164"', '<numFmt numFmtId="100"'),
        swap("styles.number-format-twice", STYLES, '<numFmt numFmtId="164" formatCode="0.000"/>',
              '<numFmt numFmtId="164" formatCode="0.000"/>' * 2),
        swap("styles.number-format-unknown", STYLES, '<xf numFmtId="164"', '<xf numFmtId="165"'),
        swap("styles.number-format-code", STYLES, 'formatCode="0.000"', 'formatCode="0&quot;"'),
        swap("styles.first-fills", STYLES, '<fill><patternFill patternType="none"/></fill>', ""),
        swap("styles.font", STYLES, '<sz val="11"/>', '<sz val="410"/>'),
        swap("styles.font", STYLES, 'val="Calibri"', f'val="{"C" * 32}"'),
        swap("styles.alignment", STYLES, 'indent="1"', 'indent="251"'),
        swap("styles.alignment", STYLES, 'indent="1"', 'textRotation="181"'),
        swap("styles.name-twice", STYLES, 'name="Hyperlink" xfId="1" builtinId="8"', 'name="normal" xfId="1"'),
        swap("styles.built-in", STYLES, 'name="Hyperlink" xfId="1" builtinId="8"', 'name="Hyperlink" xfId="1"'),
        swap("styles.built-in", STYLES, 'xfId="1" builtinId="8"', 'xfId="1" builtinId="0"'),
    )  # fmt: skip


BOOKS: Final = (*_names(), *_notes_and_links(), *_styles())
