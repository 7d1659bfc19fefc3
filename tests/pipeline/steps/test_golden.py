"""Golden pages: each is read as its record says."""

import shutil
from pathlib import Path

import pytest

from tests.pipeline import golden


@pytest.mark.parametrize("name", golden.names())
def test_a_page_is_read_as_recorded(name: str) -> None:
    assert golden.outcome(name) == golden.expected(golden.record(name)), golden.record(name)["about"]


def test_each_page_has_its_record_and_each_record_its_page() -> None:
    assert sorted(path.stem for path in golden.FOLDER.glob("*.html")) == golden.names()


def test_the_command_shows_a_difference_and_accepts_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in golden.FOLDER.glob("fr-plain.*"):
        shutil.copy(path, tmp_path)
    monkeypatch.setattr(golden, "FOLDER", tmp_path)
    recorded = tmp_path / "fr-plain.json"
    right = recorded.read_text(encoding="utf-8")
    recorded.write_text(right.replace('"language": "fr",', '"language": "ht",'), encoding="utf-8")
    monkeypatch.setattr("sys.argv", ["golden"])
    with pytest.raises(SystemExit, match="1"):
        golden.main()
    shown = capsys.readouterr().out
    assert '-  "language": "ht"' in shown
    assert '+  "language": "fr"' in shown
    monkeypatch.setattr("sys.argv", ["golden", "--accept"])
    with pytest.raises(SystemExit, match="0"):
        golden.main()
    assert golden.difference("fr-plain") == ""
