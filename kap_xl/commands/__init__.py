"""The commands, each a few straight lines over the floors below."""
