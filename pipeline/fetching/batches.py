"""Divide work into batches so that two tasks never request from one host at the same time."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import TypeVar

T = TypeVar("T")


def by_host(items: Iterable[T], host: Callable[[T], str], slot_count: int) -> list[list[T]]:
    """Return `slot_count` batches of about equal length; the items of one host are all in one batch."""
    hosts: dict[str, list[T]] = defaultdict(list)
    for item in items:
        hosts[host(item)].append(item)
    batches: list[list[T]] = [[] for _ in range(slot_count)]
    for name in sorted(hosts, key=lambda name: (-len(hosts[name]), name)):
        min(batches, key=len).extend(hosts[name])
    return batches
