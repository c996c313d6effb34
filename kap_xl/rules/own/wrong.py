"""What can be wrong with an expression: a kind, its place, the piece meant, and a known word that is near."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kap_xl.phrase import Blank


class Wrong(Exception):  # noqa: N818 - it never leaves this package: `compiled` returns it as a value
    """A mistake in an expression. `kind` names the sentence `rules.own-wrong-<kind>`; `at` counts from 1."""

    def __init__(self, kind: str, at: int, piece: str = "", near: str = "", **blanks: Blank) -> None:
        """The mistake with whatever else its sentence shows."""
        super().__init__(kind)
        self.kind = kind
        self.near = near
        self.blanks: dict[str, Blank] = {"at": str(at), "piece": piece, **blanks}
