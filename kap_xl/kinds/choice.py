"""A cell of a fixed vocabulary that the caller knows: one of these words, or a question."""

from collections.abc import Mapping
from dataclasses import dataclass

from kap_xl.kinds.context import Raw
from kap_xl.kinds.text import read_text
from kap_xl.kinds.words import fold, one_slip, phrase

_LETTERS = 4  # a shorter word is one slip away from too many others


@dataclass(frozen=True, slots=True)
class ChoiceReading:
    """The code of the chosen word, or None and a question; `suggest` is the only code one slip away."""

    code: str | None
    ask: bool = False
    suggest: str | None = None


def read_choice(raw: Raw, words: Mapping[str, str]) -> ChoiceReading:
    """The code of a cell's word; `words` has folded words with their codes. An empty cell has none and asks nothing."""
    text = " ".join(fold(read_text(raw).value).split())
    if not text:
        return ChoiceReading(None)
    code = words.get(text)
    if code is not None:
        return ChoiceReading(code)
    bare = phrase(text)
    same = {code for word, code in words.items() if phrase(word) == bare} if bare else set()
    if len(same) == 1:
        return ChoiceReading(same.pop())
    near = {code for word, code in words.items() if len(word) >= _LETTERS and one_slip(text, word)}
    return ChoiceReading(None, ask=True, suggest=near.pop() if len(near) == 1 else None)
