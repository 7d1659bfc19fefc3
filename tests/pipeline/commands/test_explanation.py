"""What `parallax explain` prints does nothing to a terminal, and reads back as it was."""

import json
import shutil

import pytest

from pipeline.commands.explanation import write_explanation
from pipeline.settings import Settings
from tests.pipeline.small_press import ORIGINAL
from warehouse import open_writer

pytestmark = pytest.mark.slow

# An escape sequence, a C1 control, bidi and interlinear marks, a byte-order mark.
TITLE = "A\x1b[31m\x9b2J\u202eB\u2066\u061c\u200f\ufff9C\ufffb\ufeff\u2028"
OBEYED = set(TITLE) - set("A[31m2JBC")


@pytest.mark.parametrize("file_format", ["json", "text"])
def test_marks_that_a_terminal_obeys_are_escaped(
    settings: Settings, capsys: pytest.CaptureFixture[str], file_format: str
) -> None:
    with open_writer(settings.warehouse_paths) as connection:
        connection.execute("UPDATE article SET title = ?", [TITLE])
        connection.execute("CHECKPOINT")
    shutil.copyfile(settings.writer, settings.published)
    write_explanation(settings, ORIGINAL, file_format)
    printed = capsys.readouterr().out
    assert set(printed) & OBEYED == set()
    assert "\\u202e" in printed
    if file_format == "json":
        assert json.loads(printed)["article"]["title"] == TITLE
