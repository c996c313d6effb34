"""How a cell of a known column is read: raw value in, typed value and state out."""

from kap_xl.reading.cell import Cell, State, plain, whole
from kap_xl.reading.reader import READINGS, Reader, Span, vocabulary

__all__ = ("READINGS", "Cell", "Reader", "Span", "State", "plain", "vocabulary", "whole")
