"""Cell formats: counts, indices, number formats and named styles."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from kap_xl.books.strict.book import EMPTY, Book
from kap_xl.books.strict.fault import Fault
from kap_xl.books.strict.grammar import finite
from kap_xl.books.strict.markup import Element, main, plain, whole

CODES: Final = (
    "styles.count",
    "styles.index",
    "styles.too-many-formats",
    "styles.number-format-id",
    "styles.number-format-twice",
    "styles.number-format-unknown",
    "styles.number-format-code",
    "styles.first-fills",
    "styles.font",
    "styles.alignment",
    "styles.name-twice",
    "styles.built-in",
)
MOST: Final = 64_000
FIRST_CUSTOM: Final = 164
# built-in numbers whose code differs from language to language, so that Excel itself writes them out
_LOCALE: Final = frozenset({*range(5, 9), *range(14, 23), *range(23, 37), *range(37, 48), *range(50, 82)})
_GROUPS: Final = (
    "numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles",
)  # fmt: skip
_INDICES: Final = (("fontId", "fonts"), ("fillId", "fills"), ("borderId", "borders"))
_BUILT_IN: Final = {
    "normal": 0, "comma": 3, "currency": 4, "percent": 5, "comma [0]": 6, "currency [0]": 7, "hyperlink": 8,
    "followed hyperlink": 9, "note": 10, "warning text": 11, "title": 15, "heading 1": 16, "heading 2": 17,
    "heading 3": 18, "heading 4": 19, "input": 20, "output": 21, "calculation": 22, "check cell": 23,
    "linked cell": 24, "total": 25, "good": 26, "bad": 27, "neutral": 28, "explanatory text": 53,
}  # fmt: skip
# six that every report generator writes by name alone, and Excel takes for its own
_OLD: Final = frozenset(name for name, number in _BUILT_IN.items() if number < 8)  # noqa: PLR2004 - the first six
_LONGEST_FONT, _LARGEST_FONT, _LONGEST_CODE = 31, 409, 255
_BARE: Final = re.compile(r"\\.")  # a sign after a stroke means itself
_MOST_INDENT, _MOST_TURN, _UPRIGHT = 250, 180, 255


def faults(book: Book) -> Iterator[Fault]:
    """What is wrong with the styles."""
    styles, part = book.styles, book.styles_part
    if styles is EMPTY:
        return
    groups = {name: _members(styles, name) for name in _GROUPS}
    for name, members in groups.items():
        counted = getattr(styles.find(main(name)), "attrib", {}).get("count")
        if counted is not None and whole(counted) != len(members):
            yield Fault("styles.count", part, name, f"{counted} {len(members)}")
    if len(groups["cellXfs"]) > MOST:
        yield Fault("styles.too-many-formats", part, "", str(len(groups["cellXfs"])))
    yield from _numbers(part, groups)
    yield from _indices(part, groups)
    yield from _fonts(part, styles)
    yield from _named(part, groups)


def _members(styles: Element, name: str) -> list[Element]:
    group = styles.find(main(name))
    return [] if group is None else [one for one in group if one.tag.startswith(main(""))]


def _numbers(part: str, groups: dict[str, list[Element]]) -> Iterator[Fault]:
    numbers = [whole(one.get("numFmtId")) for one in groups["numFmts"]]
    for one in groups["numFmts"]:
        number = whole(one.get("numFmtId"))
        if number < FIRST_CUSTOM and number not in _LOCALE:
            yield Fault("styles.number-format-id", part, str(number), one.get("formatCode", ""))
        if numbers.count(number) > 1:
            yield Fault("styles.number-format-twice", part, str(number))
        code = plain(one.get("formatCode", ""))
        if not code or len(code) > _LONGEST_CODE or _BARE.sub("", code).count('"') % 2:
            yield Fault("styles.number-format-code", part, str(number), code)
    for group in ("cellXfs", "cellStyleXfs"):
        for place, one in enumerate(groups[group]):
            number = whole(one.get("numFmtId", "0"))
            if number >= FIRST_CUSTOM and number not in numbers:
                yield Fault("styles.number-format-unknown", part, f"{group} {place}", str(number))


def _indices(part: str, groups: dict[str, list[Element]]) -> Iterator[Fault]:
    for group in ("cellXfs", "cellStyleXfs"):
        for place, one in enumerate(groups[group]):
            for key, target in _INDICES:
                if not 0 <= whole(one.get(key, "0")) < len(groups[target]):
                    yield Fault("styles.index", part, f"{group} {place}", f"{key}={one.get(key)}")
            base = len(groups["cellStyleXfs"])
            if group == "cellXfs" and base and not 0 <= whole(one.get("xfId", "0")) < base:
                yield Fault("styles.index", part, f"{group} {place}", f"xfId={one.get('xfId')}")
            yield from _alignment(part, f"{group} {place}", one)
    for one in groups["cellStyles"]:
        if not 0 <= whole(one.get("xfId")) < len(groups["cellStyleXfs"]):
            yield Fault("styles.index", part, one.get("name", ""), f"xfId={one.get('xfId')}")
    for place, fill in enumerate(groups["fills"][:2]):
        pattern = fill.find(main("patternFill"))
        # whatever stands here, Excel shows no fill and a grey one
        if pattern is None or pattern.get("patternType", "none") == "solid":
            yield Fault("styles.first-fills", part, f"fill {place}")


def _alignment(part: str, where: str, one: Element) -> Iterator[Fault]:
    line = one.find(main("alignment"))
    if line is None:
        return
    turn = whole(line.get("textRotation", "0"))
    if not (0 <= turn <= _MOST_TURN or turn == _UPRIGHT) or not 0 <= whole(line.get("indent", "0")) <= _MOST_INDENT:
        yield Fault("styles.alignment", part, where, f"{line.get('textRotation')} {line.get('indent')}")


def _fonts(part: str, styles: Element) -> Iterator[Fault]:
    for place, font in enumerate(styles.iter(main("font"))):
        name, size = font.find(main("name")), font.find(main("sz"))
        text = "11" if size is None else size.get("val", "")
        if not finite(text) or not 1 <= float(text) <= _LARGEST_FONT:
            yield Fault("styles.font", part, f"font {place}", text)
        if name is not None and not 1 <= len(name.get("val", "")) <= _LONGEST_FONT:
            yield Fault("styles.font", part, f"font {place}", name.get("val", ""))


def _named(part: str, groups: dict[str, list[Element]]) -> Iterator[Fault]:
    styles = groups["cellStyles"]
    names = Counter(one.get("name", "").lower() for one in styles if one.get("name"))
    numbers = Counter((one.get("builtinId"), one.get("iLevel")) for one in styles if one.get("builtinId"))
    for one in styles:
        name, number = one.get("name", ""), one.get("builtinId")
        if names[name.lower()] > 1:
            yield Fault("styles.name-twice", part, name)
        if number is not None and numbers[number, one.get("iLevel")] > 1:
            yield Fault("styles.built-in", part, name, number)
        elif _misnamed(name.lower(), number):
            yield Fault("styles.built-in", part, name, str(number))


def _misnamed(name: str, number: str | None) -> bool:
    if number is None:
        return name in _BUILT_IN and name not in _OLD
    return name in _BUILT_IN and number != str(_BUILT_IN[name])
