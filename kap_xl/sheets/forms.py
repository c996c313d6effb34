"""Agency forms filled: the rows of one agency, the words its drop-downs need, and the hidden base."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from kap_xl.exchange.identity import identity_rows
from kap_xl.phrase import text
from kap_xl.port import Computed
from kap_xl.sheets.fill import fill, layouts, set_cover
from kap_xl.sheets.headings import title
from kap_xl.sheets.values import Names
from kap_xl.uids import derived
from kap_xl.vocabulary import LANGUAGES, VOCABULARIES

if TYPE_CHECKING:
    from kap_xl.edits import NewRow
    from kap_xl.exchange.identity import Identity
    from kap_xl.exchange.split import Form
    from kap_xl.grid import Grid, Layout
    from kap_xl.model import Plan
    from kap_xl.port import Book


GIVERS = ("DONOR", "IO", "NGO")
"""Types of institutions that a form offers as donors."""


@dataclass(frozen=True, slots=True)
class Blank:
    """A form as all agencies of a plan get it, before the rows of one are put in; found out once for all of them."""

    data: bytes
    places: Mapping[str, Layout]
    cover: Grid


def blank_form(book: Book, plan: Plan, lang: str, names: Names) -> Blank:
    """A prepared package with the words that the forms of this plan need."""
    grids = book.grids()
    places = layouts(grids)
    fill(book, places, {"words": tuple(words(plan, lang))}, lang, names)
    return Blank(book.to_bytes(), places, next(grid for grid in grids if grid.title == places["cover"].title))


def fill_form(book: Book, blank: Blank, plan: Plan, form: Form, identity: Identity, names: Names) -> None:
    """Put one agency's rows into a blank form, opened as `book`."""
    lang = plan.settings.language
    head = plan.settings.plan_name(lang)
    whose = f"{title('form', lang)} – {identity.agency} – {identity.period}"
    set_cover(book, blank.cover, blank.places["cover"], settings(plan, identity), lang, (head, whose))
    rows: dict[str, tuple[NewRow, ...]] = dict(form.rows)
    rows["matrix"] = tuple({**row, "spent": Computed(_spent(row, form, plan))} for row in rows["matrix"])
    rows["_kap"] = identity_rows(identity, form.base)
    fill(book, blank.places, rows, lang, names)
    book.rename({"title": f"{head} – {identity.agency} {identity.period}", "creator": ""})


def settings(plan: Plan, identity: Identity) -> dict[str, object]:
    """The cover of a form: the plan's settings, and whose form it is for when."""
    own = plan.settings
    due = next((entry.due for entry in plan.listed("period") if entry.code == identity.period), None)
    name = next((each for each in plan.institutions if each.code == identity.agency), None)
    facts = {
        key: getattr(own, key) for key in ("plan_name_sq", "plan_name_sr", "plan_name_en", "start", "end", "currency")
    }
    return facts | {
        "language": own.language,
        "authoritative_language": own.authoritative_language,
        "plan_version": own.plan_version,
        "current_period": identity.period,
        "sample": own.sample,
        "agency": identity.agency,
        "agency_name": name.name(own.language) if name is not None else None,
        "period": identity.period,
        "due": due,
        "return_no": next_return(plan, identity),
    }


def next_return(plan: Plan, identity: Identity) -> int:
    """The number of the return that a form will be: a form sent again after a return is answered by the next one."""
    whose = identity.agency, identity.period
    return 1 + max((each.return_no or 0 for each in plan.submissions if (each.agency, each.period) == whose), default=0)


def _spent(row: NewRow, form: Form, plan: Plan) -> Decimal | str:
    """The result of the form's own sum of payments, as it stands when the form is sent."""
    of = [line for line in form.rows["spending"] if line.get("activity") == row.get("code") and line.get("amount")]
    if not of or any(line.get("currency") not in (None, plan.settings.currency) for line in of):
        return ""
    return sum((Decimal(str(line["amount"])) for line in of), Decimal(0))


def words(plan: Plan, lang: str) -> Iterable[NewRow]:
    """The vocabularies in three languages and the plan's registers, the form's language first in each list."""
    langs = (lang, *(each for each in LANGUAGES if each != lang))
    for name, codes in VOCABULARIES.items():
        for each in langs:
            yield from (_word(name, code, each, text(f"words.{name}.{code}", each)) for code in codes)
    for name in ("source", "category", "currency", "period"):
        for each in langs if name in ("source", "category") else (lang,):
            for entry in plan.listed(name):
                shown = entry.name(each) if name in ("source", "category") else str(entry.code)
                yield _word(name, str(entry.code), each, shown)
    for body in plan.institutions:
        if body.type in GIVERS:
            yield _word("donor", str(body.code), lang, str(body.code))
    for body in plan.institutions:
        own = (body.name_en, body.name_sq, body.name_sr, *(body.aliases or "").split("|"))
        said = dict.fromkeys(each.strip() for each in own if each and each.strip())
        yield from (
            _word("institution", str(body.code), lang, each) for each in (body.type or "", str(body.code), *said)
        )


def _word(name: str, code: str, lang: str, shown: str) -> Mapping[str, object]:
    uid = derived("words", name, code, lang, shown)
    return {"uid": uid, "list": name, "code": code, "lang": lang, "word": shown, "key": Computed(f"{name}:{shown}")}
