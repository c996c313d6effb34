"""The words of budget cells in three languages: what they say about an amount or instead of one."""

import re

from kap_xl.kinds.lexicon import groups, word_set

_TABLE = "money_words"
_OF = groups(_TABLE)


def _coded(prefix: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The codes of the groups whose names begin alike, with their patterns."""
    return tuple(
        (name.removeprefix(prefix), re.compile(words)) for name, words in _OF.items() if name.startswith(prefix)
    )


def _bound(name: str, signs: str = "") -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_OF[name]})\b\.?{signs}")


NO_COST = re.compile(
    rf"\b(?:{_OF['not']})\b (?:\w+ ){{0,3}}?(?:{_OF['cost']})\b(?! (?:estimat|procen|vleresi|llogarit|calculat))"
    rf"|\b(?:{_OF['not']})\b (?:\w+ ){{0,1}}?(?:{_OF['more']})\b (?:\w+ ){{0,1}}?(?:{_OF['funds']})"
    rf"|\b(?:{_OF['not']})\b (?:{_OF['funds']}) (?:{_OF['more']})\b"
    rf"|\b(?:{_OF['no cost']})\b|^\W*0\W*(?:{_OF['cost']})",
)
REFERENCE = re.compile(rf"\b(?:{_OF['see']})\.? (?:\w+ ){{0,5}}?(?:{_OF['target']})(?!\w)(?:\.?\d+)*")
REGULAR = re.compile(_OF["regular"])
NEW = re.compile(_OF["new"])
TBD = re.compile(_OF["tbd"])
KCB = re.compile(_OF["kcb"])
SOURCES = _coded("source.")
CURRENCIES = _coded("currency.")
SCALES = tuple((int(by), pattern) for by, pattern in _coded("scale."))
# Longer wordings first: "not less than" holds "less than".
BOUNDS = (
    ("≥", _bound("not less")),
    ("≤", _bound("at most", "|<=?|≤")),
    ("≥", _bound("at least", "|>=?|≥")),
    ("~", _bound("about", "|≈")),
)
TO = word_set(_TABLE, "to")
FROM = word_set(_TABLE, "from")
BETWEEN = word_set(_TABLE, "between")
AND = word_set(_TABLE, "and")
TIMES = word_set(_TABLE, "times")
RATE = word_set(_TABLE, "rate")
RATE_UNITS = word_set(_TABLE, "rate units")
FILLERS = word_set(_TABLE, "fillers")
YEAR_BEFORE = word_set(_TABLE, "year before")
UNCLEAR_SCALE = word_set(_TABLE, "unclear scale")
SUM_OF = word_set(_TABLE, "sum of")
YEAR_AFTER = re.compile(r"godin\w*|god|g|viti\w*|year")
