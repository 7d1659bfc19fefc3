"""A file is written whole or not at all, and a full disk is recognised."""

import errno
import fcntl
import hashlib
import os
import time
from pathlib import Path

import pytest

from model.files import (
    PARTIAL,
    alone_in,
    disk_full_text,
    is_disk_full,
    own_target,
    process_ending,
    remove_partial,
    sha256_of,
    write_whole,
    written_whole,
)


@pytest.mark.parametrize("is_durable", [True, False])
def test_a_file_gets_its_name_when_it_is_whole(tmp_path: Path, *, is_durable: bool) -> None:
    path = tmp_path / "report.csv"
    path.write_bytes(b"old")
    with written_whole(path, is_durable=is_durable) as partial:
        partial.write_bytes(b"new")
        assert path.read_bytes() == b"old"
        assert [made.name for made in tmp_path.iterdir() if made != path] == [".report.csv.partial"]
        assert partial.suffix == ".partial"
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_a_failure_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "report.csv"
    write_whole(path, b"old")
    with pytest.raises(ValueError, match="stop"), written_whole(path) as partial:
        _write_half_and_stop(partial)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def _write_half_and_stop(path: Path) -> None:
    path.write_bytes(b"half")
    raise ValueError("stop")


def test_what_a_killed_writer_left_is_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "report.csv"
    left = tmp_path / ".report.csv.partial"
    left.mkdir()
    (left / "report.csv.partial").write_bytes(b"left by a killed process")
    with written_whole(path) as again:
        assert not again.exists()
        again.write_bytes(b"second")
    assert path.read_bytes() == b"second"
    assert list(tmp_path.iterdir()) == [path]
    left.mkdir()
    remove_partial(path)
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("ending", [PARTIAL, process_ending(1234)])
@pytest.mark.parametrize("is_link_to_folder", [True, False])
def test_a_planted_link_is_removed_and_not_followed(
    tmp_path: Path, ending: str, *, is_link_to_folder: bool
) -> None:
    victim, path = tmp_path / "victim", tmp_path / "report.csv"
    victim.mkdir()
    victim.joinpath("file").write_bytes(b"precious")
    target = victim if is_link_to_folder else victim / "file"
    (tmp_path / f".report.csv{ending}").symlink_to(target)
    with written_whole(path, ending=ending) as partial:
        partial.write_bytes(b"new")
    assert path.read_bytes() == b"new"
    assert victim.joinpath("file").read_bytes() == b"precious"
    assert sorted(tmp_path.iterdir()) == [path, victim]


def test_only_this_user_may_enter_where_a_file_is_written(tmp_path: Path) -> None:
    path = tmp_path / "report.csv"
    with written_whole(path) as partial:
        assert partial.parent.stat().st_mode & 0o777 == 0o700
        partial.write_bytes(b"new")
    (tmp_path / "plain").touch()
    assert path.stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_links_of_the_user_are_followed_and_those_of_others_are_not(tmp_path: Path) -> None:
    kept, link, outer = tmp_path / "kept", tmp_path / "link", tmp_path / "outer"
    link.symlink_to("kept")
    outer.symlink_to(link)
    assert own_target(outer) == own_target(link) == own_target(kept) == kept.resolve()
    if os.geteuid() == 0:
        os.lchown(link, 12345, 12345)
        for path in (link, outer):
            with pytest.raises(PermissionError, match="a link of another user"):
                own_target(path)


def test_the_checksum_is_that_of_the_content(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"content")
    assert sha256_of(tmp_path / "x") == hashlib.sha256(b"content").hexdigest()


def test_a_full_disk_and_a_used_up_quota_are_told_from_other_failures() -> None:
    assert is_disk_full(OSError(errno.ENOSPC, "No space left on device"))
    assert is_disk_full(OSError(errno.EDQUOT, "Disk quota exceeded"))
    assert not is_disk_full(OSError(errno.EACCES, "Permission denied"))
    assert "The disk of /data is full" in disk_full_text("/data")


def test_whoever_is_alone_in_a_folder_writes_there_at_once(tmp_path: Path) -> None:
    began = time.monotonic()
    with alone_in(tmp_path):
        write_whole(tmp_path / "catalog.toml", b"new")
    assert (tmp_path / "catalog.toml").read_bytes() == b"new"
    assert time.monotonic() - began < 1


def test_a_lock_that_another_program_keeps_stops_nobody_for_long(tmp_path: Path) -> None:
    handle = os.open(tmp_path, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        write_whole(tmp_path / "catalog.toml", b"new")
    finally:
        os.close(handle)
    assert (tmp_path / "catalog.toml").read_bytes() == b"new"
