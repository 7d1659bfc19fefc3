"""Notices to those who operate Parallax: a run that failed or is late, feeds that died, findings of checks.

A step leaves a word, and Airflow's callbacks send it: in the dag-processor, or at the end of `parallax run`.
So no mail server holds up a step. A run that is late is noticed in the triggerer, which needs no free worker.
"""

import asyncio
import html
import logging
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from airflow.sdk import get_current_context
from airflow.sdk.definitions.callback import AsyncCallback
from airflow.sdk.definitions.deadline import DeadlineAlert, DeadlineReference

from model import ConfigurationError, TransientError
from pipeline.running import progress
from pipeline.running.failures import FAILURE_FILE
from pipeline.settings import Channel, read_recipients, read_settings

FAILURE, ATTENTION = "failure", "attention"
LONGEST_WORD = 2_000
LeaveWord = Callable[[str], None]

_MAX_SUBJECT = 150
_MENTION = re.compile(r"[@<]")
_NO_WORD = (
    "The step left no reason: its process was killed or ran out of memory, its machine was lost, or it met a "
    "defect of Parallax. Its log says which; docs/operations.md says what to do."
)
_LATE = (
    "See in Airflow which step it waits for. A step that is queued waits for a worker, for the writer or "
    "for the broker, and one that runs says in its log what it does; docs/operations.md says what to do."
)
_log = logging.getLogger(__name__)
# The words of steps that ran in this process.
_words: dict[str, str] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What is sent: both are plain text."""

    subject: str
    text: str


def run_notices(*, publishes: bool = False, is_scheduled: bool = False) -> dict[str, Any]:
    """Return the arguments of a DAG that make Airflow call back; none where nobody gets notices.

    `publishes` is for a DAG with the step publish, `is_scheduled` for one whose runs have a deadline.
    """
    try:
        settings = read_settings()
    except ConfigurationError:
        # The first step says what is wrong with the settings, and somebody should get a notice of it.
        return {"on_failure_callback": run_failed}
    if not settings.recipients:
        return {}
    found: dict[str, Any] = {"on_failure_callback": run_failed}
    if publishes:
        found["on_success_callback"] = run_succeeded
    # Airflow looks deadlines up in its database, where a run in this process (with a failure file) has none.
    if is_scheduled and settings.run_deadline_s and FAILURE_FILE not in os.environ:
        found["deadline"] = DeadlineAlert(
            reference=DeadlineReference.DAGRUN_QUEUED_AT,
            interval=timedelta(seconds=settings.run_deadline_s),
            callback=AsyncCallback(run_is_late),
        )
    return found


def leave_word(key: str, text: str) -> None:
    """Leave what the notice about this run shall say, for the callback after it, where one is sent."""
    if not read_recipients(os.environ, []):
        return
    _words[key] = text[:LONGEST_WORD]
    try:
        get_current_context()["ti"].xcom_push(key, text[:LONGEST_WORD])
    except Exception as error:  # noqa: BLE001 - a notice is worth less than the step that leaves it
        _log.warning("The notice of this run will say less: %s", error)


def attention() -> LeaveWord | None:
    """Return what a step calls with a text that operators should read; None where nobody gets notices."""
    return (lambda text: leave_word(ATTENTION, text)) if read_recipients(os.environ, []) else None


def run_failed(context: Mapping[str, Any]) -> None:
    """Send why a run failed: Airflow calls this with the context of the step that failed last."""
    step = context.get("ti")
    send(
        failure_notice(
            dag_id=context["dag"].dag_id,
            run_id=str(context["run_id"]),
            step=step.task_id if step else None,
            cause=_word(FAILURE, step, step.task_id if step else ""),
        )
    )


def run_succeeded(context: Mapping[str, Any]) -> None:
    """Send what a run that succeeded found; mostly that is nothing, and nothing is sent."""
    text = _word(ATTENTION, context.get("ti"), "publish")
    if text:
        subject = f"Parallax: {context['dag'].dag_id} has something to look at"
        send(Notice(subject=subject, text=f"The run {context['run_id']} succeeded, and found:\n\n{text}"))


async def run_is_late(context: Mapping[str, Any]) -> None:
    """Send that a run has not ended by its deadline: Airflow's triggerer calls this."""
    run, deadline = context["dag_run"], context["deadline"]
    await asyncio.to_thread(
        send,
        Notice(
            subject=f"Parallax: {run['dag_id']} is late",
            text=f"The run {run['dag_run_id']} of the DAG {run['dag_id']} has not ended by "
            f"{deadline['deadline_time']} (PARALLAX_RUN_DEADLINE_S after it was queued).\n\n{_LATE}",
        ),
    )


def failure_notice(*, dag_id: str, run_id: str, step: str | None, cause: str | None) -> Notice:
    """Return the notice about a run that failed: DAG, run, step, cause and remedy."""
    where = f" in the step {step}" if step else ""
    return Notice(
        subject=f"Parallax: {dag_id} failed{where}",
        text=f"The run {run_id} of the DAG {dag_id} failed{where}.\n\n{cause or _NO_WORD}",
    )


def send(notice: Notice) -> None:
    """Send a notice to all in PARALLAX_NOTIFY; raises TransientError that names whom it did not reach."""
    problems = []
    safe = Notice(subject=defused(notice.subject, _MAX_SUBJECT), text=defused(notice.text, 2 * LONGEST_WORD))
    for recipient in read_recipients(os.environ, []):
        try:
            _SENDERS[recipient.channel](recipient.name, safe)
        except Exception as error:  # noqa: BLE001 - of any library; the others still get it
            problems.append(f"{recipient.channel}:{recipient.name} ({error})")
    if problems:
        text = f"A notice did not reach {', '.join(problems)}: check PARALLAX_NOTIFY and its connection."
        progress.warn(f"{text} It was: {safe.subject}")
        raise TransientError(text)


def defused(text: str, most: int) -> str:
    """Return a text of limited length in which nothing acts: no controls, no mentions (`@all`, `<!here>`).

    It is no template either: notifiers render what they are given when they are called, so they never are.
    """
    plain = "".join(one if one.isprintable() or one == "\n" else " " for one in text)
    plain = _MENTION.sub(lambda match: f"{match[0]}\u2060", plain)
    return plain if len(plain) <= most else f"{plain[: most - 2]} …"


def _word(key: str, step: Any, task_id: str) -> str | None:
    """Return what a step left: in this process, or with Airflow."""
    if word := _words.pop(key, None):
        return word
    if step is None:
        return None
    index = step.map_index if step.task_id == task_id else -1
    try:
        found = step.xcom_pull(task_ids=task_id, key=key, map_indexes=index)
    except Exception as error:  # noqa: BLE001 - the notice is sent without it
        _log.warning("What the step %s left could not be read: %s", task_id, error)
        return None
    return found if isinstance(found, str) else None


def _mail(address: str, notice: Notice) -> None:
    from airflow.providers.smtp.notifications.smtp import SmtpNotifier  # noqa: PLC0415 - DAG files import this

    SmtpNotifier(
        to=address,
        subject=" ".join(notice.subject.split()),
        html_content=f"<pre>{html.escape(notice.text)}</pre>",
    ).notify({})


def _apprise(connection: str, notice: Notice) -> None:
    # An extra, and slow to import.
    from airflow.providers.apprise.notifications.apprise import AppriseNotifier  # noqa: PLC0415
    from apprise import NotifyType  # noqa: PLC0415

    sender: Any = AppriseNotifier(
        title=notice.subject, body=notice.text, notify_type=NotifyType.WARNING, apprise_conn_id=connection
    )
    sender.notify({})


_SENDERS: Mapping[Channel, Callable[[str, Notice], None]] = {Channel.MAIL: _mail, Channel.APPRISE: _apprise}
