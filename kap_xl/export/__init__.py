"""The plan's data for other programs: tidy tables as CSV, SQLite and a Frictionless data package."""

from kap_xl.export.files import files

__all__ = ("files",)
