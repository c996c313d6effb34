"""A budget cell's text as tokens: figures with their scale and currency, payers, years, and the words between."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from kap_xl.kinds import money_words as words
from kap_xl.kinds.figures import FIGURE, Figure, read_figure
from kap_xl.kinds.numerals import NUMBER_WORDS
from kap_xl.kinds.register import Institutions, match_at, tokens
from kap_xl.kinds.words import fold

_DONOR_TYPES = frozenset(("IO", "NGO", "DONOR"))
_PRIVATE = 0xE000  # a body found in the text stands as one private character until the tokens are made
_TOKEN = re.compile(
    rf"(?P<figure>{FIGURE})|(?P<body>[\ue000-\uf8fe])|(?P<word>[^\W\d_]+(?:'[^\W\d_]+)?)|(?P<mark>[^\w\s]|\n)",
)
_YEARS = range(1995, 2051)
_SHORT = 2
_ORDINARY = frozenset(("who", "ear", "aer", "mor", "mom", "md", "isp"))  # names of bodies that are also words
_MARKS = {
    "-": "-",
    "+": "+",
    ";": ";",
    ",": ";",
    "\n": ";",
    "%": "%",
    "?": "?",
    "/": "/",
    "(": "(",
    ")": ")",
    ":": ":",
    "=": "=",
    "~": "~",
    "≤": "≤",
    "≥": "≥",
    "×": "x",
    "*": "x",
    "@": "p",
    "&": "&",
    "|": ";",
    "•": ";",
}


@dataclass(frozen=True, slots=True)
class Token:
    """A token: n figure, L payer, Y year, C currency, K scale; marks and the classes of `money_words` otherwise."""

    letter: str
    text: str
    figure: Figure | None = None
    currency: str = ""
    scale: int = 1
    source: str = ""
    donor: str = ""
    year: int = 0


def _is_name(typed: str) -> bool:
    """Whether a short abbreviation is typed as one: "EK" is a body, "ek" and "ke" are words."""
    return (len(typed) > _SHORT and typed not in _ORDINARY) or sum(c.isupper() for c in typed) > 1


def mark_bodies(text: str, known: Institutions) -> tuple[str, tuple[str, ...]]:
    """The text with a private character for each body of the register, and the bodies' codes in order."""
    found: list[str] = []
    out, last = [], 0
    parts = tokens(text)
    at = 0
    while at < len(parts):
        code, length = match_at(known, parts, at)
        start, end = parts[at].start, parts[at + max(length, 1) - 1].end
        if code and known.types.get(code) != "GROUP" and _is_name(text[start:end]):
            out += [text[last:start], f" {chr(_PRIVATE + len(found))} "]
            found.append(code)
            last = end
            at += length
        else:
            at += 1
    return "".join((*out, text[last:])), tuple(found)


def _marked_words(folded: str) -> str:
    """The folded text with the wordings of bounds, of the Kosovo budget and of currencies as single signs or words."""
    text = words.KCB.sub(" kcb ", folded)
    for sign, pattern in words.BOUNDS:
        text = pattern.sub(f" {sign} ", text)
    text = text.replace("us$", "$")
    return re.sub(r"\b(rsd|eur|usd|din)(?=za\b)", r"\1 ", text)


def _word(word: str) -> Token:  # noqa: PLR0911  # one return a shape of the cell
    bare = word.partition("'")[0]
    for letter, known in (
        ("T", words.TO),
        ("F", words.FROM),
        ("b", words.BETWEEN),
        ("x", words.TIMES),
        ("r", words.RATE),
    ):
        if word in known and not (letter == "T" and word == "u"):
            return Token(letter, word)
    if word == "kcb":
        return Token("L", word, source="KCB")
    source = next((code for code, pattern in words.SOURCES if pattern.fullmatch(bare)), "")
    if source:
        return Token("L", word, source=source)
    currency = next((code for code, pattern in words.CURRENCIES if pattern.fullmatch(word)), "")
    if currency:
        return Token("C", word, currency=currency)
    scale = next((by for by, pattern in words.SCALES if pattern.fullmatch(word)), 0)
    if scale:
        return Token("K", word, scale=scale)
    if word == "po" or word in words.UNCLEAR_SCALE:
        return Token("p" if word == "po" else "!", word)
    letter = "&" if word in words.AND - {"e"} else "_" if word in words.FILLERS else "w"
    return Token(letter, word)


def _first(folded: str, codes: Sequence[str], known: Institutions) -> Iterator[Token]:
    for found in _TOKEN.finditer(folded):
        if found["figure"]:
            cut = re.search(r"(?:^|\s)[.,]$", folded[: found.start()])  # ",50": what stood before is lost
            yield Token("n", found["figure"], figure=Figure(None) if cut else read_figure(found["figure"]))
        elif found["body"]:
            code = codes[min(ord(found["body"]) - _PRIVATE, len(codes) - 1)] if codes else ""
            donor = code if known.types.get(code) in _DONOR_TYPES else ""
            yield Token("L" if donor else "G", code, source="DONOR" if donor else "", donor=donor)
        elif found["word"]:
            yield _word(found["word"])
        elif found["mark"] in "€$£":
            currency = {"€": "EUR", "$": "USD", "£": "GBP"}[found["mark"]]
            yield Token("C", found["mark"], currency=currency)
        elif found["mark"] in _MARKS:
            spaced = folded[found.end() : found.end() + 1] == " "
            yield Token(_MARKS[found["mark"]], found["mark"] + " " * spaced)


def _numbered(found: Sequence[Token]) -> list[Token]:
    """A number word before a scale word as a figure."""
    out = []
    for at, token in enumerate(found):
        scaled = at + 1 < len(found) and found[at + 1].letter == "K"
        number = NUMBER_WORDS.get(token.text) if scaled and token.letter in "w_&" else None
        out.append(Token("n", str(number), figure=Figure(Decimal(number))) if number else token)
    return out


def _priced(found: Sequence[Token]) -> list[Token]:
    """Figures joined with the scale word after them and the currency beside them; shares in % set apart."""
    out: list[Token] = []
    previous = ""
    for token in found:
        last = out[-1] if out else Token("", "")
        if last.letter != "n":
            joined = replace(token, currency=last.currency) if last.letter == "C" and token.letter == "n" else None
            out[-1:] = [joined] if joined else [*out[-1:], token]
        elif token.letter == "K" and previous == "n":
            out[-1] = replace(last, scale=token.scale, figure=read_figure(last.text, scaled=True))
        elif token.letter == "C" and not last.currency:
            out[-1] = replace(last, currency=token.currency)
        elif token.letter == "%":
            out[-1] = replace(last, letter="%")
        else:
            out.append(token)
        previous = token.letter
    return out


def _years(found: Sequence[Token]) -> list[Token]:
    """Figures that only say a year, as years."""
    several = sum(t.letter == "n" for t in found) > 1
    out: list[Token] = []
    for at, token in enumerate(found):
        plain = token.letter == "n" and not token.currency and token.scale == 1 and re.fullmatch(r"\d{4}", token.text)
        if not plain or int(token.text) not in _YEARS or not several:
            out.append(token)
            continue
        before = found[at - 1] if at else Token("", "")
        after = found[at + 1] if at + 1 < len(found) else Token("", "")
        beside = (
            before.text in words.YEAR_BEFORE or (before.letter == "(" and after.letter == ")") or after.letter == ":"
        )
        beside = beside or bool(words.YEAR_AFTER.fullmatch(after.text))
        chained = bool(out) and out[-1].letter == "-" and len(out) > 1 and out[-2].letter == "Y"
        ahead = at + 2 < len(found) and after.letter == "-" and bool(re.fullmatch(r"20\d\d", found[at + 2].text))
        touching = any(t.letter == "n" and t.currency for t in (before, after)) and before.letter + after.letter != "nn"
        label = beside or chained or touching or (ahead and before.letter != "-")
        out.append(replace(token, letter="Y", year=int(token.text)) if label else token)
    return out


def scan(text: str, known: Institutions) -> list[Token]:
    """The tokens of a cleaned text."""
    text = re.sub(r"\bpër\b", "for", text, flags=re.IGNORECASE)  # folded, it would be the English "per"
    marked, codes = mark_bodies(re.sub(r"(?<=\d )ALL\b|(?<=\d)ALL\b|\bALL(?= ?\d)", "lek", text), known)
    return _years(_priced(_numbered(list(_first(_marked_words(fold(marked)), codes, known)))))
