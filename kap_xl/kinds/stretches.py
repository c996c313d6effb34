"""From one or two named stretches to the days of a deadline: a point, a period, or an open end."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kap_xl.kinds.deadline_tokens import Token
from kap_xl.kinds.deadline_units import letters, read_unit, years_in_list
from kap_xl.kinds.spans import Span, completed, point_day

_ARTICLE = frozenset(a + b for a in "qhM" for b in "OR")


@dataclass(frozen=True, slots=True)
class Stretch:
    """FIXED, PERIOD or OPEN with its days, UNREADABLE, or a question."""

    kind: str
    start: dt.date | None = None
    end: dt.date | None = None
    ask: bool = False
    warn: bool = False


_ASK = Stretch("PERIOD", ask=True)
_UNREADABLE = Stretch("UNREADABLE")


def _bare(tokens: Sequence[Token]) -> list[Token]:
    """The tokens without those that only connect; a single i is a number, a conjunction or an article."""
    found: list[Token] = []
    for at, token in enumerate(tokens):
        if token.letter == "i":
            found += _single_i(token, tokens[:at], tokens[at + 1 :])
        elif token.letter not in "_yms":
            found.append(token)
    pairs = zip(("", *letters(found)), found, (*letters(found)[1:], ""), strict=False)
    # A Roman one between a quarter word and an ordinal is the article that stands there.
    return [
        token
        for before, token, after in pairs
        if token.number != 1 or token.letter != "R" or before + after not in _ARTICLE
    ]


def _single_i(token: Token, before: Sequence[Token], after: Sequence[Token]) -> list[Token]:
    """What a single i is: Roman one before a quarter, "and" between two stretches, nothing as an article."""
    last = next((t.letter for t in reversed(before) if t.letter not in "_yms"), "")
    following = after[0].letter if after else ""
    if following in {"q", "h"} and last not in set("NROMQH"):
        return [Token("R", token.text, number=1)]
    if token.text == "I" and (following in {"-", "/", "~"} or (last in {"q", "h"} and following == "Y")):
        return [Token("R", token.text, number=1)]
    joins = last in set("YMDNQHRkP") and following and following not in "_ymOqhR" and last + following != "MY"
    return [Token("&", token.text)] if joins else []


def _until(span: Span) -> Stretch:
    """The last day of a stretch, or the day that its point names."""
    if not span.complete:
        return _ASK
    if span.point:
        day, warn = point_day(span)
        return Stretch("FIXED", None, day, ask=day is None, warn=warn and day is not None)
    day = span.last_day()
    return Stretch("FIXED", None, day, warn=span.warn) if day else _UNREADABLE


def _alone(span: Span) -> Stretch:
    if span.point or span.day is not None:
        return _until(span)
    if not span.complete:
        return _ASK
    return Stretch("PERIOD", span.first_day(), span.last_day(), warn=span.warn)


def _open(span: Span) -> Stretch:
    if not span.complete or span.point in {"mid", "end"}:
        return _ASK
    first = span.first_day()
    if first is None:
        return _UNREADABLE
    return Stretch("OPEN", first, None, warn=span.warn or bool(span.point))


def _range(one: Span, other: Span) -> Stretch:
    one, other = completed(one, other), completed(other, one)
    if not one.complete or not other.complete or one.point in {"mid", "end"} or other.point == "early":
        return _ASK
    if one.point and one.unit:
        return _ASK
    start = one.first_day()
    end, pointed = point_day(other) if other.point else (other.last_day(), False)
    if other.point and end is None:
        return _ASK
    if start is None or end is None or end < start:
        return _UNREADABLE
    return Stretch("PERIOD", start, end, warn=one.warn or other.warn or pointed or start == end)


def _splits(tokens: Sequence[Token], spelled: str) -> Iterator[tuple[Sequence[Token], Sequence[Token]]]:
    """Both sides of each sign or word that may stand between two ends; spaced dashes and words before bare dashes."""
    for pattern in ("[UT~]+", "-"):
        for found in re.finditer(pattern, spelled):
            if found.start() > 0 and found.end() < len(tokens):
                yield tokens[: found.start()], tokens[found.end() :]
        if re.search(pattern, spelled.strip("UT~-")):
            return


def _two(tokens: Sequence[Token], spelled: str) -> Stretch | None:
    """A range of two ends."""
    found = {}
    for left, right in _splits(tokens, spelled):
        one, other = read_unit(_trim(left)), read_unit(_trim(right))
        if one is not None and other is not None:
            stretch = _range(one, other)
            found[stretch] = stretch
    return next(iter(found)) if len(found) == 1 else _ASK if found else None


def _trim(tokens: Sequence[Token]) -> list[Token]:
    """The tokens without idle marks at their ends and beside one another."""
    out = [t for at, t in enumerate(tokens) if not (t.letter == "," and (at + 1 == len(tokens) or at == 0))]
    return [t for at, t in enumerate(out) if not (t.letter == "," and out[at - 1].letter in "EWB")]


def _side_by_side(tokens: Sequence[Token]) -> Stretch | None:
    """Two full dates with only a blank between: a period, pointed out."""
    for at in range(1, len(tokens)):
        one, other = read_unit(tokens[:at]), read_unit(tokens[at:])
        if (
            one
            and other
            and one.day
            and other.day
            and one.complete
            and other.complete
            and not (one.point or other.point)
        ):
            found = _range(one, other)
            return found if found.kind == "UNREADABLE" else Stretch("PERIOD", found.start, found.end, warn=True)
    return None


def _amended(tokens: Sequence[Token], spelled: str) -> Stretch:
    """An amendment moves the deadline: the last date counts."""
    span = read_unit(_trim(tokens[spelled.rindex("X") + 1 :]))
    if span is None or not span.complete or span.day is None:
        return _ASK
    moved = _until(span)
    return moved if moved.kind == "UNREADABLE" else Stretch("FIXED", None, moved.end, warn=True)


def read_stretch(tokens: Sequence[Token]) -> Stretch | None:  # noqa: PLR0911  # one return a shape of the cell
    """The days that the tokens name together; None when they make no sense together."""
    held = _trim([t for t in _bare(tokens) if t.letter not in "()"])
    spelled = letters(held)
    if not spelled or (spelled[-1] in "-~" and tokens[-1].letter not in "-~"):
        return None
    if "X" in spelled:
        return _amended(held, spelled)
    if spelled == "Y/Y":
        return _range(read_unit(held[:1]) or Span(), read_unit(held[2:]) or Span())
    listed = years_in_list(held)
    if listed:
        return Stretch("PERIOD", dt.date(listed[0], 1, 1), dt.date(listed[1], 12, 31), warn=True)
    if spelled[0] == "b" and spelled.count("&") == 1:
        held = [Token("T", "and") if t.letter == "&" else t for t in held[1:]]
        return _two(held, letters(held))
    if "&" in spelled:
        return _ASK
    return _marked(held, spelled)


def one_day(tokens: Sequence[Token]) -> bool:
    """Whether the tokens name exactly one day and nothing else."""
    span = read_unit(_trim(_bare(tokens)))
    return span is not None and span.day is not None and not span.point


def _marked(held: Sequence[Token], spelled: str) -> Stretch | None:
    """Point words, "from", "onwards" and ranges."""
    onward = spelled[-1] in "Z~-"
    if spelled[0] == "F" or onward:
        core = held[spelled[0] == "F" : len(held) - onward]
        span = read_unit(_trim(core))
        if span is not None:
            return _open(span) if spelled[0] != "U" else _ASK
        return _two(core, letters(core)) if not onward else None
    if re.match("[UT]+[^UT]*$", spelled):
        span = read_unit(_trim(held[len(spelled) - len(spelled.lstrip("UT")) :]))
        return _until(span) if span is not None else None
    span = read_unit(held)
    if span is not None:
        return _alone(span)
    return _two(held, spelled) or _side_by_side(held)
