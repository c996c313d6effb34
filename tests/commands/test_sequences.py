"""Commands and people in any order on one plan: what always holds, holds after every step."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sequences import STEPS, sequence, shuffled

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(("seed", "lang"), [(1, "en"), (2, "sq"), (3, "sr")])
def test_every_step_in_some_order(tmp_path: Path, seed: int, lang: str) -> None:
    """Packages stay sound, typed data changes only where a step may, and each version is rebuilt as it was closed."""
    world = sequence(tmp_path / "office", shuffled(seed), lang)
    assert sum(world.told.values()) >= len(STEPS)
