"""The stylesheet: looks are appended to its lists, equal ones reused, none renumbered."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kap_xl.books.errors import PackageError
from kap_xl.books.package import content_types, looks, markup
from kap_xl.books.package.style import Style

if TYPE_CHECKING:
    from kap_xl.books.package.parts import Parts

_LISTS: Final = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs")
_MAX_FORMATS: Final = 64_000
_FIRST_CUSTOM: Final = 164
_DATE: Final = 14
_MOMENT: Final = 22
_DATES: Final = frozenset({*range(14, 23), *range(27, 37), 45, 46, 47, *range(50, 59)})
_BUILT_IN: Final = {"General": 0, "0": 1, "0.00": 2, "#,##0": 3, "#,##0.00": 4, "0%": 9, "0.00%": 10, "@": 49}
_LITERAL: Final = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_MINIMAL: Final = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<styleSheet xmlns="{}">'
    '<fonts count="1"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
_CONTENT_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"


class Styles:
    """The lists of one stylesheet; `flush` writes them back if anything was added."""

    def __init__(self, parts: Parts, workbook: str, namespace: str) -> None:
        self._parts = parts
        self._workbook = workbook
        self._namespace = namespace
        found = parts.related(workbook, "styles")
        self._part = found[0].target if found else ""
        self._text = parts.text(self._part) if found else _MINIMAL.format(namespace)
        self._masked = markup.mask(self._text)
        top = markup.root(self._text, self._masked)
        self.prefix = markup.prefix_of(top.name)
        self._lists: dict[str, list[str]] = {name: [] for name in _LISTS}
        self._old = dict.fromkeys(_LISTS, 0)
        for item in markup.children(self._masked, top.inner, top.inner_end):
            if item.local in self._lists:
                inside = markup.children(self._masked, item.inner, item.inner_end)
                self._lists[item.local] = [self._text[one.start : one.end] for one in inside]
                self._old[item.local] = len(self._lists[item.local])
        if not self._lists["cellXfs"]:
            raise PackageError("damaged", part=self._part, reason="no-formats")
        self._index: dict[str, dict[str, int]] = {}
        self._derived: dict[tuple[int, Style], int] = {}
        self._formats: dict[int, str] = {}
        for text in self._lists["numFmts"]:
            values = markup.attributes(text)
            self._formats[int(values.get("numFmtId", "0"))] = values.get("formatCode", "")

    @property
    def count(self) -> int:
        """How many cell formats there are."""
        return len(self._lists["cellXfs"])

    def entry(self, name: str, index: int) -> str:
        """One raw entry of a list; the first where the index is out of range."""
        found = self._lists[name]
        return found[index] if 0 <= index < len(found) else found[0]

    def add(self, name: str, raw: str) -> int:
        """The index of an entry of a list, appended unless an equal one is there."""
        entries = self._lists[name]
        index = self._index.get(name)
        if index is None:
            index = self._index[name] = {}
            for number, text in enumerate(entries):
                index.setdefault(text, number)
        if raw not in index:
            if len(entries) >= _MAX_FORMATS:
                raise PackageError("too-many-styles", limit=_MAX_FORMATS)
            index[raw] = len(entries)
            entries.append(raw)
        return index[raw]

    def is_date(self, index: int) -> bool:
        """Whether numbers in that format are shown as a date or a time."""
        identifier = int(markup.attribute(self.entry("cellXfs", index), "numFmtId") or "0")
        if identifier in self._formats:
            return bool(re.search("[dmyhs]", _LITERAL.sub("", self._formats[identifier]), re.IGNORECASE))
        return identifier in _DATES

    def quoted(self, index: int) -> bool:
        """Whether cells in that format are marked as text although they look like a formula."""
        return markup.attribute(self.entry("cellXfs", index), "quotePrefix") in {"1", "true"}

    def granting(self, index: int, needs: str) -> int:
        """The format with what a value needs: date, moment, quote, or "" (which takes a quote away)."""
        if needs in {"date", "moment"}:
            if not self.is_date(index):
                identifier = _DATE if needs == "date" else _MOMENT
                index = self.changed(index, {"numFmtId": str(identifier), "applyNumberFormat": "1"})
            needs = ""
        if self.quoted(index) != (needs == "quote"):
            index = self.derive(index, Style(quote_prefix=needs == "quote"))
        return index

    def derive(self, index: int, style: Style) -> int:
        """The format with a look put on top."""
        style = replace(style, like=None)
        key = (index, style)
        if key not in self._derived:
            self._derived[key] = looks.dressed(self, index, style)
        return self._derived[key]

    def changed(self, index: int, values: dict[str, str | None]) -> int:
        """The format with these attributes (None: without)."""
        raw = self.entry("cellXfs", index)
        cut = raw.index(">") + 1
        return self.add("cellXfs", markup.with_attributes(raw[:cut], values) + raw[cut:])

    def number_format(self, code: str) -> int:
        """The id of a number format, built in, present or new."""
        if code in _BUILT_IN:
            return _BUILT_IN[code]
        for identifier, present in self._formats.items():
            if present == code:
                return identifier
        fresh = max([_FIRST_CUSTOM - 1, *self._formats]) + 1
        self._formats[fresh] = code
        self.add("numFmts", f'<{self.prefix}numFmt numFmtId="{fresh}" formatCode="{markup.escape(code)}"/>')
        return fresh

    def format_code(self, identifier: int) -> str | None:
        """The code of a custom number format."""
        return self._formats.get(identifier)

    def flush(self) -> None:
        """Write the additions into the part; makes the part where the package has none."""
        grown = [name for name in _LISTS if len(self._lists[name]) > self._old[name]]
        if not grown:
            return
        text = self._text
        for name in grown:
            text = self._extended(text, name, self._lists[name][self._old[name] :], len(self._lists[name]))
            self._old[name] = len(self._lists[name])
        self._text = text
        if not self._part:
            usual = "xl/styles.xml"  # other programs look there, whatever the relationship says
            self._part = self._parts.fresh("xl/styles{}.xml") if self._parts.has(usual) else usual
            content_types.override(self._parts, self._part, _CONTENT_TYPE)
            self._parts.relate(self._workbook, "styles", self._part)
        self._parts.write(self._part, text)

    def _extended(self, text: str, name: str, added: list[str], count: int) -> str:
        """The stylesheet with entries at the end of one list, which is made where it is missing."""
        masked = markup.mask(text)
        top = markup.root(text, masked)
        inside = list(markup.children(masked, top.inner, top.inner_end))
        body = "".join(added)
        for item in inside:
            if item.local == name:
                head = markup.with_attribute(text[item.start : item.inner], "count", str(count))
                if item.inner == item.end:
                    head = f"{head[:-2]}>"
                kept = text[item.inner : item.inner_end]
                return f"{text[: item.start]}{head}{kept}{body}</{item.name}>{text[item.end :]}"
        later = (*_LISTS[_LISTS.index(name) + 1 :], "tableStyles", "colors", "extLst")
        at = next((item.start for item in inside if item.local in later), top.inner_end)
        full = f"{self.prefix}{name}"
        return f'{text[:at]}<{full} count="{count}">{body}</{full}>{text[at:]}'
