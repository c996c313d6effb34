"""The prepared packages that every new workbook starts from; commands fill them and never build one cell by cell."""

from kap_xl.books.prepared.build import form_package, plan_package

__all__ = ("form_package", "plan_package")
