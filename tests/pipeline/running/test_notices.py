"""Notices: a run that fails tells why and what to do, in one mail; a text of the web does nothing there."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from signal import SIGINT

import pytest

from model import TransientError
from pipeline.running import notices
from pipeline.running.notices import Notice
from pipeline.running.service import GRACE_S
from tests.pipeline.command_line import PROJECT, environment, parallax
from tests.pipeline.mail_server import MailServer, mail_server
from tests.pipeline.running.test_service import free_port

TOLD = "mail:ops@example.org"
STARTS_AND_FAILS_WITHIN_S = 180


def _variables(mail: MailServer, **more: str) -> dict[str, str]:
    return {"PARALLAX_NOTIFY": TOLD, "AIRFLOW_CONN_SMTP_DEFAULT": mail.connection, **more}


def _hostile_catalog(folder: Path) -> Path:
    """Return a catalog whose name, which an error names, wants to be markup, a mention and a template."""
    catalog = folder / "<b>@all {{ 7 * 7 }}.toml"
    catalog.write_text("[[outlet]]\n", encoding="utf-8")
    return catalog


def _check_failure(subject: str, body: str) -> None:
    assert subject == "Parallax: ingest failed in the step plan"
    assert "of the DAG ingest failed in the step plan" in body
    assert "`feeds` is missing or empty: give a list of one or more URLs" in body
    assert "&lt;\u2060b&gt;@\u2060all {{ 7 * 7 }}.toml" in body
    assert "<b>" not in body
    assert "49" not in body.partition(".toml")[0].rpartition("@")[2]


@pytest.mark.slow
def test_a_run_that_fails_in_this_process_sends_one_mail(tmp_path: Path) -> None:
    catalog = _hostile_catalog(tmp_path)
    with mail_server() as mail:
        done = parallax(tmp_path / "data", "run", **_variables(mail, PARALLAX_CATALOG=str(catalog)))

    assert done.returncode == 2
    ((subject, body),) = mail.texts()
    _check_failure(subject, body)
    assert mail.recipients == ["<ops@example.org>"]
    assert mail.mails[0]["from"] == "parallax@example.org"


@pytest.mark.slow
def test_a_mail_server_that_is_away_is_said_and_changes_nothing(tmp_path: Path) -> None:
    with mail_server() as mail:
        away = mail.connection
    done = parallax(
        tmp_path / "data", "run", PARALLAX_NOTIFY=TOLD, AIRFLOW_CONN_SMTP_DEFAULT=away,
        PARALLAX_CATALOG=str(_hostile_catalog(tmp_path)),
    )  # fmt: skip

    assert done.returncode == 2
    assert "A notice did not reach mail:ops@example.org" in done.stderr
    assert "check PARALLAX_NOTIFY and its connection" in done.stderr


@pytest.mark.slow
@pytest.mark.long
def test_a_run_that_succeeds_tells_which_feeds_died(tmp_path: Path) -> None:
    with mail_server() as mail:
        done = parallax(tmp_path, "demo", **_variables(mail))

    assert done.returncode == 0, done.stderr
    ((subject, body),) = mail.texts()
    assert subject == "Parallax: ingest has something to look at"
    assert "http://www.lighthouseweekly.example/feed.xml (http_410)" in body


@contextmanager
def _service(data: Path, **more: str) -> Iterator[None]:
    process = subprocess.Popen(
        [sys.executable, "-m", "pipeline.cli", "up", "--port", str(free_port())],
        cwd=PROJECT,
        env=environment(data, **more),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        process.send_signal(SIGINT)
        process.wait(GRACE_S + 30)


def _wait_for(mail: MailServer, count: int) -> list[tuple[str, str]]:
    until = time.monotonic() + STARTS_AND_FAILS_WITHIN_S
    while len(mail.mails) < count and time.monotonic() < until:
        time.sleep(0.5)
    return mail.texts()


@pytest.mark.slow
@pytest.mark.long
def test_the_scheduler_sends_why_a_run_failed(tmp_path: Path) -> None:
    catalog = _hostile_catalog(tmp_path)
    with (
        mail_server() as mail,
        _service(tmp_path / "data", **_variables(mail, PARALLAX_CATALOG=str(catalog))),
    ):
        ((subject, body),) = _wait_for(mail, 1)
    _check_failure(subject, body)


_SLOW = '[[outlet]]\nid = "a"\nfeeds = ["http://127.0.0.1:9/feed"]\n'


@pytest.mark.slow
@pytest.mark.long
def test_the_scheduler_sends_that_a_run_is_late(tmp_path: Path) -> None:
    catalog = tmp_path / "outlets.toml"
    catalog.write_text(_SLOW, encoding="utf-8")
    more = {"PARALLAX_RUN_DEADLINE_S": "1", "PARALLAX_CATALOG": str(catalog)}
    with mail_server() as mail, _service(tmp_path / "data", **_variables(mail, **more)):
        ((subject, body), *_) = _wait_for(mail, 1)
    assert subject == "Parallax: ingest is late"
    assert "of the DAG ingest has not ended by 20" in body
    assert "PARALLAX_RUN_DEADLINE_S" in body


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Iterator[MailServer]:
    with mail_server() as mail:
        for name, value in _variables(mail).items():
            monkeypatch.setenv(name, value)
        yield mail


def test_a_killed_step_is_told_without_a_reason() -> None:
    notice = notices.failure_notice(dag_id="ingest", run_id="r", step="read", cause=None)
    assert notice.subject == "Parallax: ingest failed in the step read"
    assert "its process was killed or ran out of memory" in notice.text


def test_nobody_is_told_unless_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PARALLAX_NOTIFY", raising=False)
    assert notices.run_notices(publishes=True, is_scheduled=True) == {}
    assert notices.attention() is None
    notices.send(Notice(subject="s", text="t"))


class _Dag:
    dag_id = "ingest"


def test_what_a_run_found_is_told_once(told: MailServer) -> None:
    leave = notices.attention()
    assert leave is not None
    leave("Feeds that died: <script>")
    notices.run_succeeded({"dag": _Dag, "run_id": "r1"})
    notices.run_succeeded({"dag": _Dag, "run_id": "r2"})

    ((subject, body),) = told.texts()
    assert subject == "Parallax: ingest has something to look at"
    assert "The run r1 succeeded, and found:\n\nFeeds that died: &lt;\u2060script&gt;" in body


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        ({}, {"on_failure_callback"}),
        ({"publishes": True}, {"on_failure_callback", "on_success_callback"}),
        (
            {"publishes": True, "is_scheduled": True},
            {"on_failure_callback", "on_success_callback", "deadline"},
        ),
    ],
)
def test_what_a_dag_asks_airflow_for(
    monkeypatch: pytest.MonkeyPatch, arguments: dict[str, bool], names: set[str]
) -> None:
    monkeypatch.setenv("PARALLAX_NOTIFY", TOLD)
    assert set(notices.run_notices(**arguments)) == names
    monkeypatch.setenv("PARALLAX_RUN_DEADLINE_S", "0")
    assert set(notices.run_notices(**arguments)) == names - {"deadline"}


def test_text_of_the_web_does_nothing_and_ends() -> None:
    text = "a\x1b[31m\u202eb\r\n<!channel> @everyone {{ 7 * 7 }} " + "x" * 5_000
    safe = notices.defused(text, 100)
    assert safe.startswith("a [31m b \n<\u2060!channel> @\u2060everyone {{ 7 * 7 }} x")
    assert len(safe) == 100


def test_others_are_told_where_one_cannot_be(told: MailServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARALLAX_NOTIFY", "apprise:no_such_connection, mail:a@example.org,mail:b@example.org")
    with pytest.raises(TransientError, match=r"did not reach apprise:no_such_connection"):
        notices.send(Notice(subject="two\nlines", text="{{ 7 * 7 }}"))
    assert told.recipients == ["<a@example.org>", "<b@example.org>"]
    assert told.texts()[0] == ("two lines", "<pre>{{ 7 * 7 }}</pre>")
