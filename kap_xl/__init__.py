"""Run a national action plan from the Excel matrix that ministries already know."""
