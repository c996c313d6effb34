"""The words by which a list of institutions says who leads, who takes part and who supports."""

import re

from kap_xl.kinds.lexicon import groups, word_set

_OF = groups("role_words")
_AFTER_ADJECTIVE = r"(?: (?:technical|financial|teknike|financiare|tehnicku))?"
_PREPOSITION = r"(?: (?:of|from|with|by|nga|me|te|e|se|sa|s|od|ne|the))*"
SUPPORT_HEADS = word_set("role_words", "before") | word_set("role_words", "first")
SUPPORT_PHRASE = re.compile(
    rf"(?:(?:{_OF['before']}) (?:(?:{_OF['adjective']}) )*(?:{_OF['help']}){_AFTER_ADJECTIVE}{_PREPOSITION}"
    rf"|{_OF['phrase']})(?!\S)",
)
_ROLES = tuple((role, re.compile(_OF[role])) for role in ("support", "lead", "partners"))


def role_of(words: str) -> str:
    """The role that folded words name as a whole ("lead", "partners", "support"), or ""."""
    return next((role for role, pattern in _ROLES if pattern.fullmatch(words)), "")
