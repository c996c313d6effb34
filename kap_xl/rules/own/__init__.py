"""Rules of the users' own: rows of the rules sheet with an expression that is true of a row that breaks the rule."""

from kap_xl.rules.own.applied import OWN, own_findings, own_id

__all__ = ("OWN", "own_findings", "own_id")
