"""The README says what the program does: every command with its help, and the two commands that set everything up."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kap_xl.cli.manual import BEGIN, END, manual
from kap_xl.commands import COMMANDS

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")


def test_every_command_is_in_the_readme_with_its_help() -> None:
    """What stands between the marks is what the commands say of themselves."""
    inside = README[README.index(BEGIN) : README.index(END) + len(END)]
    assert inside == manual()
    assert all(f"### kap {command.name}\n" in inside for command in COMMANDS)


@pytest.mark.parametrize(("heading", "last"), [("Try it", "kap demo"), ("Test it", "pytest -q")])
def test_the_first_block_under_a_heading_is_one_command(heading: str, last: str) -> None:
    """The first fenced block sets up an environment of its own and ends with what the heading promises."""
    block = re.search(rf"^## {heading}$.*?^```sh\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)
    assert block is not None
    command = block[1].strip()
    assert "\n" not in command
    assert command.startswith("python3 -m venv .venv && ")
    assert command.endswith(last)


def test_every_picture_of_the_readme_is_there() -> None:
    """No picture is named that is not in the repository."""
    root = Path(__file__).parent.parent
    pictures = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", README)
    assert pictures
    assert all((root / picture).is_file() for picture in pictures)
