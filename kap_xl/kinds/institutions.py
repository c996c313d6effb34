"""An institutions cell: who leads, who takes part, who supports, and what names nobody knows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kap_xl.kinds.context import Raw
from kap_xl.kinds.encoding import clean
from kap_xl.kinds.register import Institutions, Token, match_at, tokens
from kap_xl.kinds.roles import SUPPORT_HEADS, SUPPORT_PHRASE, role_of
from kap_xl.kinds.text import as_text
from kap_xl.kinds.words import is_blank, one_slip

_SPLIT = frozenset(",;/&+|\n•·●▪*")
_AND = frozenset(("and", "dhe"))
_AND_SO_ON = frozenset(("etc", "itd", "etj", "e tjera", "i dr"))
_LETTERS = 4
_PHRASE = 10  # words of the longest supporting phrase


@dataclass(frozen=True, slots=True)
class Unknown:
    """A name that is not in the register, as typed, with the only code one slip away."""

    text: str
    suggest: str | None = None


@dataclass(frozen=True, slots=True)
class InstitutionsReading:
    """Codes by role in the order named; `lead` is None when nobody, or nobody known, leads."""

    lead: str | None = None
    partners: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    unknown: tuple[Unknown, ...] = ()


@dataclass(frozen=True, slots=True)
class _Piece:
    """What stands between two separators; `mark` is the separator after it, `inside` means in brackets."""

    parts: tuple[Token | str, ...]
    start: int
    end: int
    mark: str
    inside: bool

    @property
    def words(self) -> str:
        return " ".join(part.word for part in self.parts if isinstance(part, Token))

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(part for part in self.parts if isinstance(part, str))


@dataclass(frozen=True, slots=True)
class _Named:
    """A body or an unknown name in its place, with the role a word gave it."""

    code: str | None
    role: str
    start: int
    end: int


def _separates(text: str, words: Sequence[Token], at: int) -> str:
    """The separator that a token is: its own sign, or "" for a part of a name."""
    token = words[at]
    if token.word in _SPLIT or token.word in _AND or token.word in "():":
        return token.word
    before, after = text[token.start - 1 : token.start], text[token.end : token.end + 1]
    if token.word == "." and not after.strip():
        return "."
    return "-" if token.word == "-" and (not before.strip() or not after.strip()) else ""


def _supporting(words: Sequence[Token], at: int) -> int:
    """The number of tokens of a phrase like "with the support of" at a place, 0 if there is none."""
    if words[at].word not in SUPPORT_HEADS:
        return 0
    run = " ".join(t.word if t.word[0].isalnum() else "\n" for t in words[at : at + _PHRASE])
    found = SUPPORT_PHRASE.match(run)
    return len(found[0].split()) if found else 0


def _pieces(text: str, known: Institutions) -> Iterator[_Piece]:
    """The pieces of a text in order; a supporting phrase is a piece whose mark is "support"."""
    words = tokens(text)
    parts: list[Token | str] = []
    start = at = 0
    depth = 0
    for _ in range(len(words)):
        if at >= len(words):
            break
        code, length = match_at(known, words, at)
        mark = "" if code else _separates(text, words, at)
        phrase = 0 if code or mark else _supporting(words, at)
        if not mark and not phrase:
            parts.append(code or words[at])
            at += length or 1
            continue
        yield _Piece(tuple(parts), start, words[at].start, mark or "support", depth > 0)
        depth = max(0, depth + (mark == "(") - (mark == ")"))
        at += phrase or 1
        start = words[at - 1].end
        parts = []
    yield _Piece(tuple(parts), start, len(text), "", depth > 0)


def _halves(piece: _Piece) -> tuple[_Piece, ...]:
    """A piece cut at a Serbian "i" that joins two bodies; the Albanian article "i" does not cut."""
    for at, part in enumerate(piece.parts):
        if isinstance(part, Token) and part.word == "i" and 0 < at < len(piece.parts) - 1:
            left = replace(piece, parts=piece.parts[:at], end=part.start, mark="and")
            right = replace(piece, parts=piece.parts[at + 1 :], start=part.end)
            known = any(not side.words and side.codes for side in (left, right))
            if known or (len(piece.parts) == 3):  # noqa: PLR2004  # a word, i, a word
                return (left, *_halves(right))
    return (piece,)


def _role_inside(piece: _Piece) -> tuple[str, str]:
    """The role words beside a single code, as (role before, role after)."""
    if len(piece.codes) != 1:
        return "", ""
    at = next(i for i, part in enumerate(piece.parts) if isinstance(part, str))
    before = " ".join(p.word for p in piece.parts[:at] if isinstance(p, Token) and p.word not in {"the", "-"})
    after = " ".join(p.word for p in piece.parts[at + 1 :] if isinstance(p, Token) and p.word != "-")
    return (role_of(before) or "?") if before else "", (role_of(after.removeprefix("as ")) or "?") if after else ""


def _named(pieces: Iterator[_Piece]) -> Iterator[_Named]:
    """The bodies and unknown names with their roles; a role word after a body changes the one just named."""
    role = ""
    last: _Named | None = None
    for piece in (half for whole in pieces for half in _halves(whole)):
        alone = role_of(piece.words) if not piece.codes else ""
        if alone and (last is None or piece.mark == ":" or not (piece.inside or piece.mark in {"", "\n", ",", ";"})):
            role = alone
        elif alone and last is not None:
            last = replace(last, role=alone)
        elif piece.codes or (any(c.isalpha() for c in piece.words) and piece.words not in _AND_SO_ON):
            before, after = _role_inside(piece)
            if last is not None:
                yield last
            if len(piece.codes) == 1 and "?" not in {before, after}:
                role = before if before in {"partners", "support"} else role
                last = _Named(piece.codes[0], after or before or role, piece.start, piece.end)
            else:
                last = _Named(None, role, piece.start, piece.end)
        if piece.mark == "support":
            role = "support"
    if last is not None:
        yield last


def suggestion(typed: str, known: Institutions) -> str | None:
    """The only code of which a name of four letters or more is one slip away from what was typed."""
    text = " ".join(t.word for t in tokens(typed) if t.word[0].isalnum())
    near = {
        code for key, code in known.exact.items() if sum(map(len, key)) >= _LETTERS and one_slip(text, " ".join(key))
    }
    return near.pop() if len(near) == 1 else None


def _unknown(text: str, named: _Named, known: Institutions) -> Unknown:
    typed = text[named.start : named.end].strip(" \t\n.,:-–—")
    return Unknown(typed, suggestion(typed, known))


def read_institutions(raw: Raw, known: Institutions) -> InstitutionsReading:
    """The bodies a cell names, by role, found in the register."""
    text = clean(as_text(raw)).text
    if is_blank(text):
        return InstitutionsReading()
    named = tuple(_named(_pieces(text, known)))
    told = [n for n in named if n.role == "lead"] or [n for n in named if not n.role]
    lead = told[0].code if told else None
    support = [n.code for n in named if n.role == "support" and n.code]
    partners = dict.fromkeys(n.code for n in named if n.role != "support" and n.code and n.code != lead)
    return InstitutionsReading(
        lead,
        tuple(partners),
        tuple(dict.fromkeys(code for code in support if code != lead and code not in partners)),
        tuple(dict.fromkeys(_unknown(text, n, known) for n in named if n.code is None)),
    )


def notation(reading: InstitutionsReading) -> dict[str, object]:
    """The reading under the keys of the cell language."""
    return {
        "lead": reading.lead,
        "partners": list(reading.partners),
        "support": list(reading.support),
        "unknown": [{"text": unknown.text, "suggest": unknown.suggest} for unknown in reading.unknown],
    }
