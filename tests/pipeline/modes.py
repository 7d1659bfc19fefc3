"""Which files and folders others than their owner may use."""

from pathlib import Path


def open_to_others(folder: Path) -> list[str]:
    found = [path for path in (folder, *folder.rglob("*")) if not path.is_symlink()]
    return [f"{path} {path.stat().st_mode & 0o777:o}" for path in found if path.stat().st_mode & 0o077]
