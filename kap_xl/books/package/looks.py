"""A look put on top of a cell format: its fill, its font, its number format, its alignment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kap_xl.books.package import markup

if TYPE_CHECKING:
    from kap_xl.books.package.style import Style
    from kap_xl.books.package.styles import Styles


def dressed(styles: Styles, index: int, style: Style) -> int:
    """The index of the format with the look put on top, appended where there is none like it."""
    values: dict[str, str | None] = {}
    raw = styles.entry("cellXfs", index)
    if style.fill is not None:
        values |= {"fillId": str(_fill(styles, style.fill)), "applyFill": "1"}
    if style.font is not None or style.bold is not None or style.italic is not None:
        present = styles.entry("fonts", int(markup.attribute(raw, "fontId") or "0"))
        values |= {"fontId": str(styles.add("fonts", _font(styles, present, style))), "applyFont": "1"}
    if style.number_format is not None:
        values |= {"numFmtId": str(styles.number_format(style.number_format)), "applyNumberFormat": "1"}
    if style.quote_prefix is not None:
        values["quotePrefix"] = "1" if style.quote_prefix else None
    if values:
        index = styles.changed(index, values)
    if style.wrap is not None:
        index = _child(styles, index, "alignment", "wrapText", on=style.wrap)
    if style.locked is not None:
        index = _child(styles, index, "protection", "locked", on=style.locked)
    return index


def _child(styles: Styles, index: int, local: str, name: str, *, on: bool) -> int:
    """The format with one attribute of its alignment or protection set."""
    raw = styles.entry("cellXfs", index)
    top = markup.root(raw, raw)
    inside = list(markup.children(raw, top.inner, top.inner_end))
    present = next((raw[one.start : one.inner] for one in inside if one.local == local), "")
    tag = present or f"<{styles.prefix}{local}/>"
    if not tag.endswith("/>"):
        tag = f"{tag[:-1]}/>"
    tag = markup.with_attribute(tag, name, "1" if on else "0")
    kept = {one.local: raw[one.start : one.end] for one in inside} | {local: tag}
    order = ("alignment", "protection", "extLst")
    body = "".join(kept[one] for one in order if one in kept)
    apply = f"apply{local.capitalize()}"
    head = raw[: top.inner] if top.inner != top.end else f"{raw[: top.end - 2]}>"
    return styles.add("cellXfs", f"{markup.with_attribute(head, apply, '1')}{body}</{top.name}>")


def _fill(styles: Styles, colour: str) -> int:
    if not colour:
        return 0
    p = styles.prefix
    pattern = f'<{p}fgColor rgb="FF{colour.upper()}"/><{p}bgColor indexed="64"/>'
    return styles.add("fills", f'<{p}fill><{p}patternFill patternType="solid">{pattern}</{p}patternFill></{p}fill>')


def _font(styles: Styles, raw: str, style: Style) -> str:
    p = styles.prefix
    top = markup.root(raw, raw)
    kept = [(one.local, raw[one.start : one.end]) for one in markup.children(raw, top.inner, top.inner_end)]
    for local, wanted in (("i", style.italic), ("b", style.bold)):
        if wanted is not None:
            kept = [one for one in kept if one[0] != local]
            if wanted:
                kept.insert(int(bool(kept) and kept[0][0] == "b"), (local, f"<{p}{local}/>"))
    if style.font is not None:
        kept = [one for one in kept if one[0] != "color"]
        # Excel writes the colour before the name and after the size
        at = next((n for n, one in enumerate(kept) if one[0] in {"name", "family", "charset", "scheme"}), len(kept))
        kept.insert(at, ("color", f'<{p}color rgb="FF{style.font.upper()}"/>'))
    return f"<{p}font>{''.join(text for _, text in kept)}</{p}font>"
