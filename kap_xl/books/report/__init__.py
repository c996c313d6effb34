"""The report workbook: a prepared package for each language, and how it is filled."""

from kap_xl.books.report.build import report_package, summary_package
from kap_xl.books.report.fill import write_report

__all__ = ("report_package", "summary_package", "write_report")
