"""Run a national action plan from the Excel matrix that ministries already know."""

__version__ = "0.1.0"
