"""Where in a person's file stands what stands at a place of the prepared sheet, however its columns were moved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from kap_xl.grid import letters

if TYPE_CHECKING:
    from kap_xl.books.package.texts import Place, SheetTexts
    from kap_xl.grid import Layout


@dataclass(frozen=True)
class Places:
    """A prepared sheet (`was`) and the file's sheet of the same key."""

    was: Layout
    was_texts: SheetTexts
    file: Layout
    file_texts: SheetTexts

    def column(self, number: int) -> int | None:
        """The file's column for a column of the prepared sheet; one without a key goes along with its neighbour."""
        key = self._keys.get(number)
        if key is not None:
            return self.file.columns.get(key)
        known = [each for each in self._keys if each < number and self._keys[each] in self.file.columns]
        return number + self.file.columns[self._keys[max(known)]] - max(known) if known else None

    def row(self, number: int) -> int:
        """The file's row for a row of the prepared sheet; a setting is found by its key."""
        if number < self.was.head_row:
            return number + self.file.key_row - self.was.key_row
        setting = self.was_texts.cells.get((number, self.was.columns["uid"]))
        if number > self.was.head_row and setting is not None and setting.text in self._settings:
            return self._settings[setting.text]
        return number + self.file.head_row - self.was.head_row

    def place(self, at: Place) -> Place | None:
        """The file's cell for a cell of the prepared sheet."""
        column = self.column(at[1])
        return None if column is None else (self.row(at[0]), column)

    def key(self, column: int) -> str:
        """The key of a column of the prepared sheet."""
        return self._keys.get(column, "")

    def cell(self, at: Place) -> Place | None:
        """The file's cell that says what the prepared one does: in its place, else the only one in its row or sheet."""
        said, place = self.was_texts.cells[at], self.place(at)
        if place is not None and place in self.file_texts.cells:
            there = self.file_texts.cells[place]
            if there.formula == said.formula if said.formula is not None else there == said:
                return place
        if said.formula is not None or at[0] == self.was.head_row:
            return None
        rows = None if self.was.key == "cover" else self.row(at[0])
        alike = [each for each in self._saying.get(said.text or "", ()) if rows is None or each[0] == rows]
        return alike[0] if len(alike) == 1 and alike[0][1] != self.file.columns.get("value") else None

    def letter(self, column: int) -> str | None:
        """The letters of the file's column for a column of the prepared sheet."""
        number = self.column(column)
        return letters(number) if number else None

    @cached_property
    def _keys(self) -> Mapping[int, str]:
        return {number: key for key, number in self.was.columns.items()}

    @cached_property
    def _settings(self) -> Mapping[str | None, int]:
        uid = self.file.columns["uid"]
        return {said.text: row for (row, column), said in self.file_texts.cells.items() if column == uid}

    @cached_property
    def _saying(self) -> Mapping[str, list[Place]]:
        found: dict[str, list[Place]] = {}
        for place, said in self.file_texts.cells.items():
            if said.text and said.formula is None:
                found.setdefault(said.text, []).append(place)
        return found
