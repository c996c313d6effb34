"""The command line as people use it, for tests: a command, and what it says on both streams."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from rounds import sample

from kap_xl.cli import main
from kap_xl.commands.new import blank_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pytest

LANGUAGES = ("sq", "sr", "en")
FINDING = ["rule", "severity", "file", "sheet", "cell", "uid", "column", "value", "message", "fix"]


@dataclass(frozen=True)
class Said:
    """What a run of the program came to."""

    status: int
    out: str
    err: str

    @property
    def data(self) -> Mapping[str, object]:
        """What was said for programs: one JSON object."""
        found = json.loads(self.out)
        assert isinstance(found, dict)
        return found

    @property
    def error(self) -> str:
        """The code of a failure that was told as JSON."""
        assert self.status == 2
        assert self.err == ""
        assert self.data.keys() == {"status", "error", "message"}
        assert self.data["status"] == 2
        return str(self.data["error"])


def runner(capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    """A function that runs the program with its arguments, in process."""

    def run(*given: object) -> Said:
        capsys.readouterr()
        status = main([str(each) for each in given])
        out, err = capsys.readouterr()
        return Said(int(status), out, err)

    return run


def plan_in(folder: Path, lang: str = "en", name: str = "plan.xlsx") -> Path:
    """The sample plan in a folder."""
    path = folder / name
    path.write_bytes(sample(lang))
    return path


@cache
def blank(lang: str = "en") -> bytes:
    """A blank plan, made once."""
    return blank_bytes(lang)


@cache
def form() -> bytes:
    """A form of the sample plan, as it lies among the released templates."""
    return (Path(__file__).parents[2] / "templates" / "form-en.xlsx").read_bytes()


def files(folder: Path) -> dict[str, bytes]:
    """Everything under a folder, to see that nothing changed."""
    return {str(each.relative_to(folder)): each.read_bytes() for each in sorted(folder.rglob("*")) if each.is_file()}
