"""The one write path: what is verified, what is kept, and what a fault leaves behind."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from package_samples import members, packed, plain, rich

from kap_xl.books import backups, readback, save
from kap_xl.books.errors import SaveError
from kap_xl.books.package import Edit, Package
from kap_xl.books.readback import ReadBackError
from kap_xl.books.save import BudgetError

if TYPE_CHECKING:
    from collections.abc import Callable

SHEET = "xl/worksheets/sheet1.xml"


def changed(*edits: Edit) -> bytes:
    """The plain workbook after edits."""
    package = Package.open(plain())
    package.set_cells("Matrix", edits or [Edit(30, 1, "new")])
    return package.to_bytes()


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A workbook in a folder of its own."""
    path = tmp_path / "plan.xlsx"
    path.write_bytes(plain())
    return path


def listing(folder: Path) -> set[str]:
    """Everything in the folder, hidden files too."""
    return {str(item.relative_to(folder)) for item in folder.rglob("*") if item.is_file()}


def test_the_old_bytes_are_kept_with_a_date(book: Path) -> None:
    """The copy is exact and lies beside; the new bytes are in place; nothing else is left."""
    copy = save.write(book, changed(), backup=True)
    assert copy is not None
    assert copy.parent == book.parent / "kap-backups"
    assert copy.name.startswith("plan.")
    assert copy.name.endswith(".1.xlsx")
    assert copy.read_bytes() == plain()
    assert book.read_bytes() == changed()
    assert listing(book.parent) == {"plan.xlsx", f"kap-backups/{copy.name}"}


def test_the_same_bytes_are_not_written_again(book: Path) -> None:
    """What is there already needs no copy and keeps its date."""
    before = book.stat().st_mtime_ns
    assert save.write(book, plain(), backup=True) is None
    assert book.stat().st_mtime_ns == before
    assert listing(book.parent) == {"plan.xlsx"}


def test_twenty_copies_of_each_workbook_are_kept(book: Path) -> None:
    """The oldest go first; the copies of a workbook of similar name are not touched."""
    other = book.with_name("plan.old.xlsx")
    other.write_bytes(plain())
    assert save.write(other, changed(), backup=True) is not None
    for number in range(23):
        save.write(book, changed(Edit(30, 1, number)), backup=True)
    kept = backups.of(book)
    assert len(kept) == 20
    assert readback.cells(kept[-1].path.read_bytes(), "Matrix")["A30"].text == "21"
    assert readback.cells(kept[0].path.read_bytes(), "Matrix")["A30"].text == "2"
    assert len(backups.of(other)) == 1


def test_a_new_file_needs_no_copy(tmp_path: Path) -> None:
    """The first writing makes the file only."""
    assert save.write(tmp_path / "new.xlsx", plain(), backup=True) is None
    assert listing(tmp_path) == {"new.xlsx"}


def test_permissions_and_links_stay(book: Path) -> None:
    """The new file may be read by whom the old one could; a link still points to it."""
    book.chmod(0o640)
    link = book.with_name("link.xlsx")
    link.symlink_to(book)
    save.write(link, changed(), backup=False)
    assert link.is_symlink()
    assert book.read_bytes() == changed()
    assert stat.S_IMODE(book.stat().st_mode) == 0o640


def test_only_members_in_the_budget_may_differ(book: Path) -> None:
    """Another member, one too many and one too few are program errors; nothing is written."""
    allowed = ["xl/worksheets/*.xml", "xl/workbook.xml"]
    save.write(book, changed(), backup=False, budget=allowed)
    for bad in (
        packed({**members(plain()), "xl/theme/theme1.xml": b"<x/>"}),
        packed({**members(plain()), "xl/new.xml": b"<x/>"}),
        packed({name: data for name, data in members(plain()).items() if "theme" not in name}),
    ):
        with pytest.raises(BudgetError):
            save.write(book, bad, backup=True, budget=allowed)
    assert book.read_bytes() == changed()
    assert listing(book.parent) == {"plan.xlsx"}


def test_every_changed_cell_is_read_back(book: Path) -> None:
    """A cell that does not hold what was to be written stops the save, as does a verification of the caller's own."""
    edits = [Edit(30, 1, "new"), Edit(31, 2, 1.5, "3/2"), Edit(4, 1)]
    data = changed(*edits)
    for wrong in (
        Edit(30, 1, "other"),
        Edit(30, 1, None),
        Edit(31, 2, 2, "3/2"),
        Edit(31, 2, 1.5),
        Edit(4, 1, "a"),
        Edit(30, 1, True),  # noqa: FBT003 - a value as any other
    ):
        with pytest.raises(ReadBackError):
            save.write(book, data, backup=True, cells={"Matrix": [wrong]})

    def refuse(_: bytes) -> None:
        raise RuntimeError("totals")

    with pytest.raises(RuntimeError, match="totals"):
        save.write(book, data, backup=True, verify=refuse)
    assert book.read_bytes() == plain()
    save.write(book, data, backup=True, cells={"matrix": edits})
    assert book.read_bytes() == data


def test_bytes_that_do_not_unpack_are_not_written(book: Path) -> None:
    """A flipped byte in a member is found by its checksum."""
    name = b"xl/theme/theme1.xml"
    data = bytearray(changed())
    data[data.index(name) + len(name) + 40] ^= 0xFF
    with pytest.raises((BudgetError, OSError, Exception)) as caught:
        save.write(book, bytes(data), backup=True)
    assert not isinstance(caught.value, SaveError)
    assert book.read_bytes() == plain()


@pytest.mark.parametrize("sign", ["~$plan.xlsx", ".~lock.plan.xlsx#"])
def test_a_workbook_open_elsewhere_is_left_alone(book: Path, sign: str) -> None:
    """Excel's and LibreOffice's signs are heeded; the new bytes lie beside under another name."""
    book.with_name(sign).touch()
    with pytest.raises(SaveError) as caught:
        save.write(book, changed(), backup=True)
    assert caught.value.code == "open-elsewhere"
    assert Path(str(caught.value.fields["kept"])).read_bytes() == changed()
    assert book.read_bytes() == plain()


def failing(number: int) -> Callable[..., Any]:
    """A system call that fails with that error."""

    def call(*_: object, **__: object) -> Any:
        raise OSError(number, os.strerror(number))

    return call


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "disk-full"),
        (errno.EDQUOT, "disk-full"),
        (errno.EIO, "disk-error"),
        (errno.EROFS, "no-permission"),
        (errno.EMFILE, "not-saved"),
    ],
)
@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_faults_have_codes_and_leave_the_old_file(
    book: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int, code: str
) -> None:
    """Whatever fails, the old bytes are in place and no temporary file is left."""
    monkeypatch.setattr(save.os, call, failing(number))
    with pytest.raises(SaveError) as caught:
        save.write(book, changed(), backup=False)
    assert (caught.value.code, caught.value.fields["path"]) == (code, str(book))
    assert book.read_bytes() == plain()
    assert listing(book.parent) == {"plan.xlsx"}


def test_a_target_that_cannot_be_replaced_is_open_elsewhere(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So Windows answers when Excel holds the file; the new bytes are kept beside it."""
    monkeypatch.setattr(save.os, "replace", failing(errno.EACCES))
    with pytest.raises(SaveError) as caught:
        save.write(book, changed(), backup=False)
    assert caught.value.code == "open-elsewhere"
    assert Path(str(caught.value.fields["kept"])).read_bytes() == changed()
    assert book.read_bytes() == plain()


def test_a_read_only_workbook_is_not_replaced(book: Path) -> None:
    """Replacing would succeed although writing is forbidden."""
    book.chmod(0o444)
    with pytest.raises(SaveError, match="no-permission"):
        save.write(book, changed(), backup=False)
    assert book.read_bytes() == plain()


def test_a_missing_folder_has_its_code(tmp_path: Path) -> None:
    """Nothing is made on the way."""
    with pytest.raises(SaveError) as caught:
        save.write(tmp_path / "none" / "plan.xlsx", plain(), backup=True)
    assert caught.value.code == "folder-missing"
    with pytest.raises(SaveError, match="name-not-valid"):
        save.write(tmp_path / ("x" * 300 + ".xlsx"), plain(), backup=True)


def test_old_leftovers_are_swept_and_young_ones_left(book: Path) -> None:
    """A temporary file of an interrupted save goes after an hour; another save may still be using a young one."""
    old, young, others = (book.with_name(name) for name in (".plan.aa.kap-tmp", ".plan.bb.kap-tmp", ".x.cc.kap-tmp"))
    for item in (old, young, others):
        item.write_bytes(b"x")
    for item in (old, others):
        os.utime(item, (time.time() - 7200,) * 2)
    save.write(book, changed(), backup=False)
    assert [item.exists() for item in (old, young, others)] == [False, True, True]


PROGRAM = """
import sys
from pathlib import Path
from kap_xl.books import save
save.write(Path(sys.argv[1]), Path(sys.argv[2]).read_bytes(), backup=True)
"""


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
@pytest.mark.parametrize("call", ["fsync", "rename", "write"])
def test_a_kill_at_any_step_leaves_a_whole_workbook(book: Path, tmp_path: Path, call: str) -> None:
    """Killed at each call in turn, the plan is the old one or the new one, and a copy of the old one is exact."""
    new = tmp_path / "new"
    new.write_bytes(changed())
    killed = 0
    for when in range(1, 6):
        book.write_bytes(plain())
        run = [
            "strace",
            "-f",
            "-qq",
            "-o",
            os.devnull,
            "-e",
            f"trace={call}",
            "-e",
            f"inject={call}:signal=SIGKILL:when={when}",
        ]
        done = subprocess.run([*run, sys.executable, "-c", PROGRAM, book, new], check=False, capture_output=True)
        if done.returncode == 1 and b"ptrace" in done.stderr.lower():
            pytest.skip("strace may not trace here")
        killed += done.returncode != 0
        assert book.read_bytes() in {plain(), changed()}
        assert all(item.path.read_bytes() == plain() for item in backups.of(book))
        if done.returncode == 0:
            assert book.read_bytes() == changed()
            break
    assert killed


def test_large_and_rich_packages_pass_their_own_checks(tmp_path: Path) -> None:
    """A workbook with macros and pictures goes through the whole path."""
    path = tmp_path / "plan.xlsm"
    path.write_bytes(rich())
    package = Package.open(rich())
    edits = [Edit(30, 1, "x"), Edit(5, 2, "y")]
    package.set_cells("Plan & budget", edits)
    save.write(path, package.to_bytes(), backup=True, budget=package.changed, cells={"Plan & budget": edits})
    assert path.read_bytes() == package.to_bytes()
