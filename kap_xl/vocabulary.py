"""The fixed vocabularies: codes that the program computes with; their words stand in the `words` catalogue."""

from __future__ import annotations

from types import MappingProxyType

LANGUAGES = ("sq", "sr", "en")

VOCABULARIES = MappingProxyType(
    {
        "priority": ("high", "medium", "low"),
        "state": ("active", "dropped"),
        "recurrence": ("monthly", "quarterly", "half-yearly", "yearly"),
        "status": (
            "NOT_STARTED",
            "ONGOING",
            "PARTLY",
            "DONE",
            "DELAYED",
            "SUSPENDED",
            "CANCELLED",
            "CONTINUOUS_OK",
            "NO_REPORT",
        ),
        "level": ("output", "outcome", "impact"),
        "over_time": ("sum", "latest", "average", "max", "cumulative"),
        "over_agencies": ("sum", "average", "max", "latest"),
        "direction": ("up", "down"),
        "counts": ("VICTIM", "WITNESS", "SUSPECT", "TRAINEE", "PUBLIC", "NONE"),
        "frequency": ("monthly", "quarterly", "half-yearly", "yearly"),
        "stage": ("estimate", "requested", "pledged", "committed", "received"),
        "money_kind": ("amount", "no cost", "regular budget", "to be determined", "reference"),
        "institution_type": ("GOV", "UNMIK", "IO", "NGO", "DONOR", "MUNICIPALITY", "GROUP"),
        "seat_role": ("coordinator", "secretariat", "team", "working group", "adviser"),
        "yesno": ("yes", "no"),
        "meeting_kind": ("regular", "ad hoc"),
        "decision_state": ("open", "done", "dropped"),
        "list": ("pillar", "objective", "period", "source", "category", "currency", "rate"),
        "rule_form": ("rule", "waiver"),
        "severity": ("error", "warning", "hint"),
        "measure": ("VICTIM", "WITNESS", "SUSPECT", "CONVICTION", "CASE"),
        "sex": ("women", "men"),
        "age": ("adult", "child"),
        "exploitation": ("sexual", "labour", "begging", "other"),
        "submission_state": ("issued", "returned", "overdue"),
        "side": ("ours", "theirs"),
        "conflict_state": ("open", "decided"),
        "outcome": (
            "taken",
            "unchanged",
            "blank",
            "cleared",
            "conflict",
            "decided",
            "superseded",
            "kept",
            "refused",
            "plan_changed",
            "missing",
            "proposal",
        ),
    }
)
STAGES = VOCABULARIES["stage"]
FINISHED = frozenset({"DONE", "CANCELLED", "CONTINUOUS_OK"})
REGISTERS = frozenset({"source", "category"})
"""Word lists that the plan itself keeps, on its `lists` sheet."""
