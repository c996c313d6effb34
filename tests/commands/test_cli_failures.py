"""Files that cannot be read or written: one plain sentence that names them, in three languages, and nothing changed."""

from __future__ import annotations

import errno
import os
import zipfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from faces import LANGUAGES, Said, files, form, plan_in, runner
from openpyxl import Workbook
from rounds import sample

from kap_xl.books.save import lock_of

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., Said]

OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(100)
PERIOD = ("--period", "2005-H2")


def foreign() -> bytes:
    """A workbook of somebody else."""
    out = BytesIO()
    Workbook().save(out)
    return out.getvalue()


def bent() -> bytes:
    """The sample plan with one member's bytes overwritten, the directory of the archive whole."""
    data = bytearray(sample())
    with zipfile.ZipFile(BytesIO(data)) as archive:
        at = next(each.header_offset for each in archive.infolist() if each.filename.endswith("sheet2.xml")) + 200
    data[at : at + 100] = bytes(100)
    return bytes(data)


BROKEN: dict[str, tuple[str, Callable[[], bytes]]] = {
    "empty": ("face.error-empty", lambda: b""),
    "text": ("face.error-not-a-workbook", lambda: b"Plani;2006\n"),
    "old": ("face.error-old-format", lambda: OLE),
    "locked": ("face.error-password", lambda: OLE + "EncryptedPackage".encode("utf-16-le")),
    "half": ("face.error-damaged", lambda: sample()[:100_000]),
    "bent": ("face.error-damaged", bent),
    "foreign": ("face.not-ours", foreign),
}


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """The program, in process."""
    return runner(capsys)


@pytest.mark.parametrize("kind", BROKEN)
def test_a_file_that_cannot_be_read_is_named(run: Run, tmp_path: Path, kind: str) -> None:
    """Whatever is in place of a workbook, one sentence names the file, and the file is left alone."""
    code, made = BROKEN[kind]
    path = tmp_path / f"{kind}.xlsx"
    path.write_bytes(made())
    before = files(tmp_path)
    sentences = set()
    for lang in LANGUAGES:
        said = run("validate", path, "--lang", lang)
        assert (said.status, said.out, said.err.count("\n")) == (2, "", 1)
        assert path.name in said.err
        sentences.add(said.err)
    assert len(sentences) == 3
    assert run("validate", path, "--format", "json").error == code
    assert files(tmp_path) == before


@pytest.mark.parametrize("command", ["summarise", "report", "split", "merge"])
def test_a_form_is_no_plan(run: Run, tmp_path: Path, command: str) -> None:
    """A command that needs the plan says so of a form, and makes nothing."""
    path = tmp_path / "form.xlsx"
    path.write_bytes(form())
    rest = {
        "summarise": PERIOD,
        "report": (*PERIOD, "--out", tmp_path / "report.xlsx"),
        "split": (*PERIOD, "--out", tmp_path / "forms"),
        "merge": (path,),
    }
    assert run(command, path, *rest[command], "--format", "json").error == "face.form-not-plan"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("command", ["validate", "summarise", "report", "merge"])
def test_a_missing_file_is_named(run: Run, tmp_path: Path, command: str) -> None:
    """A file that is not there is told by its name whatever was to be done with it."""
    gone = tmp_path / "gone.xlsx"
    rest = {"summarise": PERIOD, "report": (*PERIOD, "--out", tmp_path / "r.xlsx"), "merge": (tmp_path,)}
    said = run(command, gone, *rest.get(command, ()), "--format", "json")
    assert said.error == "face.error-missing"
    assert gone.name in str(said.data["message"])


def test_a_folder_is_no_plan(run: Run, tmp_path: Path) -> None:
    """A folder in place of a plan is told to be one; one without workbooks has nothing to check."""
    assert run("summarise", tmp_path, *PERIOD, "--format", "json").error == "face.error-is-a-folder"
    assert run("validate", tmp_path, "--format", "json").error == "face.no-workbooks"


def test_an_unknown_period_is_told_with_the_known_ones(run: Run, tmp_path: Path) -> None:
    """A period that the lists do not have is refused with those they have."""
    plan = plan_in(tmp_path)
    for given in (("summarise", plan), ("report", plan, "--out", tmp_path / "r.xlsx")):
        said = run(*given, "--period", "2050-H1", "--format", "json")
        assert said.error == "face.period-unknown"
        assert "2006-H1" in str(said.data["message"])


@pytest.mark.parametrize("sign", ["~$report.xlsx", ".~lock.report.xlsx#"])
def test_a_workbook_open_in_excel_is_left_alone(run: Run, tmp_path: Path, sign: str) -> None:
    """Where Excel or LibreOffice has the file open, it stays, and the sentence says where the new one lies."""
    plan, out = plan_in(tmp_path), tmp_path / "report.xlsx"
    out.write_bytes(b"as it was")
    (tmp_path / sign).touch()
    assert lock_of(out) is not None
    said = run("report", plan, *PERIOD, "--out", out, "--format", "json")
    assert said.error == "face.error-open-elsewhere"
    assert out.read_bytes() == b"as it was"
    kept = [each for each in tmp_path.iterdir() if ".new" in each.name]
    assert len(kept) == 1
    assert kept[0].name in str(said.data["message"])


FAILURES = {
    errno.ENOSPC: "face.error-disk-full",
    errno.EACCES: "face.error-no-permission",
    errno.EROFS: "face.error-no-permission",
    errno.EIO: "face.error-disk-error",
    errno.ENAMETOOLONG: "face.error-name-not-valid",
}


@pytest.mark.parametrize("number", FAILURES)
@pytest.mark.parametrize("command", ["new", "report"])
def test_what_the_disk_refuses_is_told(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, command: str
) -> None:
    """A full disk, a missing permission and the like are told by name, and nothing half written is left."""
    plan = plan_in(tmp_path)
    before = files(tmp_path)
    target = tmp_path / "made.xlsx"
    given = {"new": (target,), "report": (plan, *PERIOD, "--out", target)}

    def refuse(_handle: int) -> None:
        raise OSError(number, os.strerror(number), str(target))

    monkeypatch.setattr(os, "fsync", refuse)
    said = run(command, *given[command], "--format", "json")
    assert said.error == FAILURES[number]
    assert target.name in str(said.data["message"])
    assert files(tmp_path) == before


def test_a_file_one_may_not_read_is_told(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file without permission is told as such."""
    plan = plan_in(tmp_path)

    def refuse(self: Path) -> bytes:
        raise PermissionError(errno.EACCES, "no", str(self))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert run("validate", plan, "--format", "json").error == "face.error-no-permission"


def test_a_folder_that_cannot_be_made_is_told(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A failure of the system that no adapter expected is a sentence all the same."""

    def refuse(self: Path, **_given: object) -> None:
        raise PermissionError(errno.EACCES, "no", str(self))

    monkeypatch.setattr(Path, "mkdir", refuse)
    said = run("demo", tmp_path / "x", "--format", "json")
    assert said.error == "face.error-no-permission"
    assert str(tmp_path / "x") in str(said.data["message"])
