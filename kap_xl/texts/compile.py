"""Compiles the catalogues (.po, for people) into what gettext reads (.mo): `python -m kap_xl.texts.compile`."""

from __future__ import annotations

import io
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from kap_xl.phrase import TEXTS


def compiled(po: Path) -> bytes:
    """The bytes of the compiled catalogue; the same for the same sentences."""
    with po.open("rb") as stream:
        catalogue = read_po(stream, locale=po.parts[-3], abort_invalid=True)
    catalogue.header_comment = ""
    out = io.BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def main() -> None:
    """Every .po beside its .mo."""
    for po in sorted(TEXTS.glob("*/LC_MESSAGES/*.po")):
        po.with_suffix(".mo").write_bytes(compiled(po))


if __name__ == "__main__":
    main()
