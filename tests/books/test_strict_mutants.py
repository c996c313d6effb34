"""The strict checker catches every planted fault, and has a mutant for each of its checks."""

from __future__ import annotations

import pytest
from strict_mutants import GOOD_CHANGES, MUTANTS
from strict_mutation import Change, Mutant, on_parts
from strict_plan import plan, written

from kap_xl.books import strict


@pytest.fixture(scope="module")
def good() -> bytes:
    """The workbook that all mutants are made from."""
    return written(plan)


def test_the_workbook_that_mutants_are_made_from_is_sound(good: bytes) -> None:
    """Without its mutation the workbook has no fault, so that a mutant's fault is the mutation's."""
    assert strict.check(good) == ()


@pytest.mark.parametrize("change", GOOD_CHANGES.values(), ids=GOOD_CHANGES.keys())
def test_what_some_mutants_add_first_is_no_fault(good: bytes, change: Change) -> None:
    """A chain, threads, shared formulas and macros are sound before something in them is broken."""
    assert strict.check(on_parts(change)(good)) == ()


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: f"{mutant.code} {mutant.deed}"[:90])
def test_a_planted_fault_is_caught(good: bytes, mutant: Mutant) -> None:
    """Each mutant raises the fault that it was made for."""
    assert mutant.code in {fault.code for fault in strict.check(mutant.make(good))}


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: f"{mutant.code} {mutant.deed}"[:90])
def test_only_known_codes_are_raised(good: bytes, mutant: Mutant) -> None:
    """Every fault of a mutant has a code that the checker lists."""
    assert {fault.code for fault in strict.check(mutant.make(good))} <= strict.CODES


def test_checks_and_mutants_cover_each_other() -> None:
    """No check is without a mutant, and no mutant is without its check."""
    assert {mutant.code for mutant in MUTANTS} == strict.CODES
