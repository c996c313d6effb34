"""Where a new element belongs among the children of a sheet or a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kap_xl.books.package import markup

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kap_xl.books.package.markup import Element

WORKSHEET: Final = (
    *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection"),
    *("protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells"),
    *("phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins"),
    *("pageSetup", "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors"),
    *("smartTags", "drawing", "legacyDrawing", "legacyDrawingHF", "picture", "oleObjects", "controls"),
    *("webPublishItems", "tableParts", "extLst"),
)
WORKBOOK: Final = (
    *("fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets", "functionGroups"),
    *("externalReferences", "definedNames", "calcPr", "oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr"),
    *("smartTagTypes", "webPublishing", "fileRecoveryPr", "webPublishObjects", "extLst"),
)


def inserted(text: str, order: Sequence[str], local: str, element: str) -> str:
    """The text with a new child of the root put where the order of the format wants it."""
    masked = markup.mask(text)
    top = markup.root(text, masked)
    wanted = order.index(local)
    at = top.inner_end
    for item in children(masked, top):
        if _rank(masked, item, order) > wanted:
            at = item.start
            break
    return text[:at] + element + text[at:]


def children(masked: str, top: Element) -> list[Element]:
    """The children of the root; the cells of a sheet are not looked into."""
    data = next(markup.elements(masked, "sheetData", top.inner, top.inner_end), None)
    if data is None:
        return list(markup.children(masked, top.inner, top.inner_end))
    before = list(markup.children(masked, top.inner, data.start))
    return [*before, data, *markup.children(masked, data.end, top.inner_end)]


def _rank(masked: str, item: Element, order: Sequence[str]) -> int:
    """The place of a child; one wrapped in alternatives counts as what it wraps, an unknown one as nothing."""
    if item.local in order:
        return order.index(item.local)
    inside = masked[item.inner : item.inner_end]
    ranks = [order.index(one) for one in order if f"<{one}" in inside or f":{one}" in inside]
    return min(ranks, default=-1) if item.local == "AlternateContent" else -1
