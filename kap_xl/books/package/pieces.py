"""Old bytes said in terms of new ones: stretches that are still there, and what is to be put between them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

Piece = tuple[int, int] | bytes
"""A stretch of the new bytes as (offset, length), or bytes that are no longer there."""

_WORD: Final = 24
"""So many bytes and up to the next tag are looked for, to find where both go on alike."""
_LONG: Final = 40 * _WORD
_FAR: Final = 1 << 21
_STRIDE: Final = 1 << 16


def pieces(new: bytes, old: bytes) -> list[Piece]:
    """The old bytes in pieces; right whatever the two hold, short where one was made of the other by small changes."""
    found: list[Piece] = []
    at = there = 0
    lost = bytearray()
    while at < len(old):
        same = alike(old, at, new, there)
        if same >= _WORD or at + same == len(old):
            # all but the beginning of the tag in which the difference lies
            back = 0 if at + same == len(old) else min(at + same - max(old.rfind(b"<", 0, at + same), 0), same, _LONG)
            found += [bytes(lost), (there, same - back)]
            lost = bytearray()
            at, there, same = at + same - back, there + same - back, back
        word = old[at : _end(old, at + same)]
        match = new.find(word, there, there + _FAR) if word else -1
        if match >= 0:
            there = match
        else:
            lost += word
            at += len(word)
    found.append(bytes(lost))
    return [each for each in found if (each if isinstance(each, bytes) else each[1])]


def joined(new: bytes, way: Iterable[Piece]) -> bytes:
    """The old bytes from their pieces."""
    return b"".join(each if isinstance(each, bytes) else new[each[0] : each[0] + each[1]] for each in way)


def alike(one: bytes, at: int, other: bytes, there: int) -> int:
    """How many bytes from those offsets on are the same."""
    most = min(len(one) - at, len(other) - there)
    same, stride = 0, _STRIDE
    while stride and same < most:
        step = min(stride, most - same)
        if one[at + same : at + same + step] == other[there + same : there + same + step]:
            same += step
        else:
            stride //= 2
    return same


def _end(data: bytes, at: int) -> int:
    """Where the word that begins there ends: at a tag, not too soon."""
    end = data.find(b"<", min(at + _WORD, len(data)))
    return end if 0 <= end < at + _LONG else min(at + _LONG, len(data))
