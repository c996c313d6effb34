"""A length of time in a deadline: counted from an event, or bare."""

import re
from collections.abc import Sequence

from kap_xl.kinds.deadline_tokens import Token
from kap_xl.kinds.deadline_units import letters

TIMED = "DPYkQHM"  # the letters of tokens that name a time
_LENGTH = re.compile(r"N(?:[-~T]N|UN)?,?(?=[dmy])[dmy](?:d)?")
_EVENT = "xBEcqhjmwyTUFit&_,RNgrOd"


def read_length(tokens: Sequence[Token]) -> str:
    """RELATIVE for a length counted from an event, DURATION for a bare one, ASK for another one, "" for none."""
    spelled = letters(tokens)
    found = _LENGTH.search(spelled)
    if not found:
        return ""
    before, after = spelled[: found.start()], spelled[found.end() :]
    if any(letter in TIMED + "*" for letter in before + after):
        return "ASK"
    within = "w" in before or (found.start() > 0 and tokens[found.start() - 1].text in {"in", "za", "ne", "u"})
    follows = re.fullmatch(rf"[wUT_s~i]*,?[_]*(?:[AF_]+[{_EVENT}A]*|[_,]*)", before + "" + after)
    event = re.search(rf"[AF][{_EVENT}A]*x", before + "|" + after) or (within and "x" in after)
    if (event and follows is not None) or (event and not set(before) - set("wUTs_iAFxBE,~")):
        return "RELATIVE"
    rest = set(before + after) - set("_s,")
    if not rest and not within:
        return "DURATION"
    return "ASK"
