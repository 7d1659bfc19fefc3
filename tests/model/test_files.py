"""A file is written whole or not at all, and a full disk is recognised."""

import errno
import fcntl
import hashlib
import os
import time
from pathlib import Path

import pytest

from model.files import alone_in, disk_full_text, is_disk_full, sha256_of, write_whole, written_whole


@pytest.mark.parametrize("is_durable", [True, False])
def test_a_file_gets_its_name_when_it_is_whole(tmp_path: Path, *, is_durable: bool) -> None:
    path = tmp_path / "report.csv"
    path.write_bytes(b"old")
    with written_whole(path, is_durable=is_durable) as partial:
        partial.write_bytes(b"new")
        assert path.read_bytes() == b"old"
        assert partial.parent == tmp_path
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
    with written_whole(path) as partial:
        partial.write_bytes(b"first")
    partial.write_bytes(b"left by a killed process")
    with written_whole(path) as again:
        assert not again.exists()
        again.write_bytes(b"second")
    assert path.read_bytes() == b"second"
    assert not partial.exists()


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
