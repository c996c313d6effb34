"""The yellow boxes of notes: one drawing of a sheet, which names it, with a shape for each note."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kap_xl.books.package import content_types, markup, order
from kap_xl.books.package.scan import sheet as scanned

if TYPE_CHECKING:
    from kap_xl.books.package.markup import Element
    from kap_xl.books.package.parts import Parts

_VML: Final = "application/vnd.openxmlformats-officedocument.vmlDrawing"
SHAPE: Final = re.compile(r"<((?:\w+:)?shape)[\s>].*?</\1\s*>\s*", re.DOTALL)
SHAPE_ID: Final = re.compile(r"_x0000_s([0-9]+)")
BLOCK: Final = re.compile(r"""<(?:\w+:)?idmap[^>]*\bdata\s*=\s*["']([0-9, ]+)["']""")
PER_BLOCK: Final = 1024
NAMESPACES: Final = (
    'xmlns:v="urn:schemas-microsoft-com:vml"',
    'xmlns:o="urn:schemas-microsoft-com:office:office"',
    'xmlns:x="urn:schemas-microsoft-com:office:excel"',
)
_DRAWING: Final = (
    f"<xml {' '.join(NAMESPACES)}>"
    '<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{}"/>'
    '</o:shapelayout><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
    'path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype></xml>'
)
BOX: Final = (
    '<v:shape{own} id="_x0000_s{id}" type="#_x0000_t202" style="position:absolute;'
    'width:{width}pt;height:{height}pt;z-index:{z};visibility:hidden" '
    'fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
    '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
    "<x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill>"
    "<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)


def drawing_link(parts: Parts, sheet: str) -> tuple[Element, str, str] | None:
    """The sheet's element that names the drawing of the boxes, that drawing, and the id of the link."""
    item = scanned(parts.text(sheet)).child("legacyDrawing")
    if item is None:
        return None
    named = next((value for name, value in markup.attributes(item.attributes).items() if name.endswith(":id")), "")
    target = next((one.target for one in parts.relations(sheet) if one.id == named), "")
    return (item, target, named) if parts.has(target) else None


def drawing_part(parts: Parts, sheet: str) -> str:
    """The part with the boxes, made where there is none."""
    link = drawing_link(parts, sheet)
    if link is not None:
        return link[1]
    part = parts.fresh("xl/drawings/vmlDrawing{}.vml")
    content_types.default(parts, "vml", _VML)
    parts.write(part, _DRAWING.format(free_block(parts)))
    identifier = parts.relate(sheet, "vmlDrawing", part)
    text = parts.text(sheet)
    prefix = markup.prefix_of(markup.root(text, markup.mask(text)).name)
    element = f'<{prefix}legacyDrawing xmlns:r="{parts.base}" r:id="{identifier}"/>'
    parts.write(sheet, order.inserted(text, order.WORKSHEET, "legacyDrawing", element))
    return part


def free_block(parts: Parts) -> int:
    """A number of a thousand shape ids that no drawing of the workbook uses."""
    taken = [0]
    for name in parts.names():
        if name.casefold().endswith(".vml"):
            found = BLOCK.search(parts.text(name))
            taken += [int(one) for one in found[1].split(",")] if found else []
    return max(taken) + 1


def box(text: str, place: tuple[int, int]) -> re.Match[str] | None:
    """The box of the note on a cell in the text of a drawing."""
    row, column = place
    for found in SHAPE.finditer(text):
        numbers = [re.search(rf"<(?:\w+:)?{name}>\s*([0-9]+)\s*<", found[0]) for name in ("Row", "Column")]
        if [int(number[1]) + 1 for number in numbers if number] == [row, column]:
            return found
    return None


def with_box(text: str, place: tuple[int, int]) -> str:
    """The text of a drawing with one more box, beside its cell."""
    row, column = place
    block = BLOCK.search(text)
    first = int(block[1].split(",")[0]) * PER_BLOCK if block else PER_BLOCK
    number = max([first, *map(int, SHAPE_ID.findall(text))]) + 1
    top = max(row - 2, 0)
    anchor = f"{column}, 15, {top}, 2, {column + 3}, 15, {top + 5}, 4"
    own = "".join(f" {one}" for one in NAMESPACES if one not in text)  # another writer may use other prefixes
    where = {"row": row - 1, "column": column - 1, "anchor": anchor, "width": 160, "height": 80}
    made = BOX.format(own=own, id=number, z=number - first, **where)
    at = text.rfind("</xml")
    return text[:at] + made + text[at:]


def drop_drawing(parts: Parts, sheet: str, item: Element, drawing: str, identifier: str) -> None:
    """Take the drawing of the boxes out of a sheet, with the element and the link that name it."""
    text = parts.text(sheet)
    parts.write(sheet, text[: item.start] + text[item.end :])
    parts.unrelate(sheet, identifier)
    parts.remove(drawing)
