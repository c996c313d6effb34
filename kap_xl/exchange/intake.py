"""What kind of return a workbook is: taken, or refused with the reason that its sender is told."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from kap_xl.exchange.identity import SCHEMA, Base, Identity, read_identity
from kap_xl.exchange.statement import Source
from kap_xl.exchange.submissions import row_uid

if TYPE_CHECKING:
    from kap_xl.workbook import Workbook


def refusal(plan: Workbook, form: Workbook) -> str:
    """Why a workbook cannot be merged into this plan, as a code; empty where it can."""
    ours, _ = read_identity(plan.tables.get("_kap"))
    theirs, base = read_identity(form.tables.get("_kap"))
    if not theirs.workbook_id or not theirs.agency:
        return "no-identity"
    if theirs.workbook_id != ours.workbook_id:
        return "other-plan"
    if theirs.schema != SCHEMA:
        return "other-schema"
    if base.fingerprint() != theirs.base_hash:
        return "base-damaged"
    sent = plan.table("submissions").by_uid().get(row_uid(theirs.agency, theirs.period))
    return "" if sent is not None else "never-issued"


def source(form: Workbook, identity: Identity, file: str, fingerprint: str, received: date) -> Source:
    """The return as the log will name it."""
    return Source(identity.agency, identity.period, form.settings.return_no, fingerprint, file, received)


def identity_of(form: Workbook) -> tuple[Identity, Base]:
    """Whose form this is, and what was sent in it."""
    return read_identity(form.tables.get("_kap"))
