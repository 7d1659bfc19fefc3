"""What a folder has in it, to compare it with what it has later."""

from pathlib import Path


def content(root: Path) -> dict[str, object]:
    """Return all that is below a folder, and what it is."""
    return {
        str(path.relative_to(root)): (
            str(path.readlink()) if path.is_symlink() else path.read_bytes() if path.is_file() else None
        )
        for path in root.rglob("*")
        if path.name != "run.lock"
    }
