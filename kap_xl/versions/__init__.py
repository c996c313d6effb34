"""The living plan: its content, its closed versions, the changes between them, and each version rebuilt."""

from kap_xl.versions.content import NOTHING, SHEETS, Content, content_of, digest
from kap_xl.versions.history import Changed, History, Rebuilt, Version, history, in_force, rebuilt, recorded
from kap_xl.versions.net import Net, net
from kap_xl.versions.past import as_tables, rosters

__all__ = (
    "NOTHING",
    "SHEETS",
    "Changed",
    "Content",
    "History",
    "Net",
    "Rebuilt",
    "Version",
    "as_tables",
    "content_of",
    "digest",
    "history",
    "in_force",
    "net",
    "rebuilt",
    "recorded",
    "rosters",
)
