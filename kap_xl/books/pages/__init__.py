"""The sheets of agencies within a plan, and the index that leads to them."""

from kap_xl.books.pages.build import agency_sheets

__all__ = ("agency_sheets",)
