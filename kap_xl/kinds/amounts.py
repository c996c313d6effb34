"""One part of a budget cell: its amount or range with what qualifies it, its payers and its years."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from kap_xl.kinds import money_words as words
from kap_xl.kinds.figures import Figure, read_figure
from kap_xl.kinds.money_tokens import Token

_THOUSAND = 1000
_YEAR_FIGURE = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Amount:
    """A part's kind ("" when it has no figure) and bounds; `joint` is the mark before it."""

    kind: str
    low: Decimal | None = None
    high: Decimal | None = None
    warn: bool = False
    ask: bool = False
    payers: tuple[Token, ...] = ()
    years: tuple[int, ...] = ()
    joint: str = ""
    labelled_last: bool = False


def letters(tokens: Sequence[Token]) -> str:
    """The class letters of the tokens, one each."""
    return "".join(token.letter for token in tokens)


def _value(token: Token) -> Decimal | None:
    figure = token.figure
    return None if figure is None or figure.value is None else figure.value * token.scale


def _range(low: Token, high: Token) -> tuple[Decimal, Decimal, bool] | None:
    """Both ends and whether something is pointed out; one scale word at the end, and thousands, serve both ends."""
    one, other = _value(low), _value(high)
    if one is None or other is None or high.figure is None or low.figure is None:
        return None
    warn = low.figure.warn or high.figure.warn
    if high.scale > 1 and low.scale == 1:
        scaled = read_figure(low.text, scaled=True).value
        if scaled is None or (one >= high.scale and one < other):
            return None
        one = scaled * high.scale
        warn = high.figure.warn
    elif high.figure.grouped and low.text.isdecimal() and one < _THOUSAND and one * _THOUSAND < other:
        one, warn = one * _THOUSAND, True
    return (one, other, warn) if one < other else None


def _is_rate(tokens: Sequence[Token]) -> bool:
    """Whether the amount is for one month, one person or the like."""
    for at, token in enumerate(tokens):
        after = tokens[at + 1] if at + 1 < len(tokens) else Token("", "")
        if token.letter == "r" and not (
            token.text == "per" and after.text in {"vitin", "vitet", "vit"} and _year_follows(tokens, at)
        ):
            return True
        if token.letter == "/" and after.letter in "w_" and after.text:
            return True
        if token.letter == "p" and after.letter in "w_":
            return True
        if (
            token.text in {"for", "ne", "za", "u", "in", "a"}
            and after.text in words.RATE_UNITS
            and not _year_follows(tokens, at)
        ):
            return True
    return False


def _year_follows(tokens: Sequence[Token], at: int) -> bool:
    return any(token.letter == "Y" for token in tokens[at + 1 : at + 4])


def _core(tokens: Sequence[Token]) -> list[Token]:
    """The tokens that carry the amount: a leading minus is taken into its figure, a dash after a name is none."""
    out: list[Token] = []
    for at, token in enumerate(tokens):
        beyond = next((t.letter for t in tokens[at + 1 :] if t.letter not in "_("), "")
        idle = token.letter == "F" and (beyond in {"L", "G"} or (at > 0 and tokens[at - 1].text in words.SUM_OF))
        if token.letter == "-":
            idle = "Y" in {beyond, tokens[at - 1].letter} or (at > 0 and token.text == "- " and not _has_figure(out))
        if idle or token.letter in "_()LYGCw?:%r/":
            continue
        negative = (
            at and out and letters(out) == "-" and tokens[0].letter == "-" and token.figure and token.figure.value
        )
        if negative and token.figure and token.figure.value:
            figure = Figure(-token.figure.value, warn=True, grouped=token.figure.grouped)
            out = [replace(token, figure=figure)]
        else:
            out.append(token)
    return out


def _has_figure(tokens: Sequence[Token]) -> bool:
    return "n" in letters(tokens)


def _qualified(core: Sequence[Token]) -> Amount | None:  # noqa: PLR0911  # one return a shape of the cell
    """The amount of the tokens that carry it; None if they make no sense together."""
    spelled = letters(core)
    figures = [t for t in core if t.letter == "n"]
    if any(_value(t) is None for t in figures):
        return None
    if re.fullmatch(r"[~]?F?n[-T]+n", spelled) or re.fullmatch(r"[~]?bn&n", spelled):
        ends = None if all(_YEAR_FIGURE.fullmatch(t.text) and not t.currency for t in figures) else _range(*figures)
        return ends and Amount("RANGE", ends[0], ends[1], ends[2])
    if re.fullmatch(r"n(?:x+n)+|n[p]n", spelled):
        value = Decimal(1)
        for figure in figures:
            value *= _value(figure) or Decimal(0)
        return Amount("AMOUNT", value, value, warn=True)
    if len(figures) != 1:
        return None
    single, warn = _value(figures[0]), bool(figures[0].figure and figures[0].figure.warn)
    around = spelled.replace("n", "")
    if around in {"≤", "T", "≤T"} and not spelled.startswith("nT"):
        return Amount("UP_TO", None, single, warn)
    if around == "≥":
        return Amount("AT_LEAST", single, None, warn)
    return Amount("ESTIMATE" if around else "AMOUNT", single, single, warn) if around in {"", "~", "~~"} else None


def read_part(tokens: Sequence[Token], joint: str) -> Amount:
    """What one part says."""
    payers = tuple(t for t in tokens if t.letter == "L")
    years = tuple(t.year for t in tokens if t.letter == "Y")
    last = next((t.letter for t in reversed(tokens) if t.letter not in "_()w?"), "")
    doubt = "?" in letters(tokens)
    if not any(t.letter == "n" for t in tokens):
        return Amount("", warn=doubt, payers=payers, years=years, joint=joint, labelled_last=last == "L")
    found = None if _is_rate(tokens) else _qualified(_core(tokens))
    worded = any(t.letter == "w" for t in tokens) and not payers
    bare = not any(t.currency or t.scale > 1 or (t.figure and t.figure.grouped) for t in tokens)
    spelled = letters(tokens)
    product = "x" in spelled or "p" in spelled
    odd = re.search("n!|nw+C", spelled) or re.fullmatch(r"\(C?nC?\)", spelled)  # accountants write a minus as brackets
    unclear = worded and bare and not product
    if found is None or unclear or odd or "%" in spelled:
        return Amount("AMOUNT", ask=True, payers=payers, years=years, joint=joint)
    return Amount(
        found.kind,
        found.low,
        found.high,
        found.warn or doubt,
        payers=payers,
        years=years,
        joint=joint,
        labelled_last=last == "L",
    )


def cut(tokens: Sequence[Token]) -> Iterator[Amount]:
    """The parts of a text between + ; , line breaks and "and", each with the mark before it."""
    held: list[Token] = []
    joint = ""
    between = False
    for token in tokens:
        between = between or token.letter == "b"
        if token.letter in "+;" or (token.letter == "&" and not between):
            if held:
                yield from _unmixed(held, joint)
            held, joint = [], token.letter
        else:
            between = between and token.letter != "&"
            held.append(token)
    if held or joint == "+":
        yield from _unmixed(held, joint)


def _unmixed(tokens: Sequence[Token], joint: str) -> Iterator[Amount]:
    """One part, or several that stand side by side as amount and label in turn."""
    marks = "".join(letter if letter in "nLYxpTF-b" else "" for letter in letters(tokens))
    if re.fullmatch(r"(?:nL){2,}|(?:nY){2,}|(?:Ln){2,}|(?:Yn){2,}", marks):
        ends = [at for at, token in enumerate(tokens) if token.letter == marks[1]]
        start = 0
        for end in ends:
            yield read_part(tokens[start : end + 1], joint if start == 0 else ";")
            start = end + 1
        return
    yield read_part(tokens, joint)
