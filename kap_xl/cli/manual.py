"""The commands as they stand in the README: `python -m kap_xl.cli.manual` prints what belongs between its marks."""

from __future__ import annotations

from kap_xl.cli.options import command_help

BEGIN, END = "<!-- commands -->", "<!-- end of commands -->"


def manual(lang: str = "en") -> str:
    """Each command under its heading with its help, in Markdown."""
    parts = (f"### kap {name}\n\n```text\n{said.strip()}\n```" for name, said in command_help(lang).items())
    return "\n\n".join((BEGIN, *parts, END))


if __name__ == "__main__":
    print(manual())  # noqa: T201 - its whole purpose
