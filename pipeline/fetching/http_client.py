"""The HTTP client under the settings."""

from collections.abc import Callable, Mapping

from extractors.http.answer import Answer
from extractors.http.budgets import BudgetRules
from extractors.http.chain import ChainRules
from extractors.http.client import Client
from extractors.http.exchange import Limits
from extractors.http.turns import TurnRules
from extractors.http.urls import Credentials
from extractors.pages.refresh import refresh_of
from model import Host
from model.counting import counted
from pipeline.running import progress
from pipeline.settings import Settings
from transforms.urls import registered_domain, shared_domain


def http_client(
    settings: Settings,
    max_body_bytes: int,
    hosts: Mapping[str, Host],
    on_robots: Callable[[Answer], object],
    credentials: Credentials | None = None,
) -> Client:
    """Return the HTTP client under these settings."""
    limits = Limits(
        user_agent=settings.user_agent,
        proxy=settings.proxy,
        connection_count=settings.connection_count,
        turns=TurnRules(
            host_connection_count=settings.host_connection_count,
            host_delay_s=settings.host_delay_s,
            domain_connection_count=settings.domain_connection_count,
            domain_delay_s=settings.domain_delay_s,
            max_crawl_delay_s=settings.max_crawl_delay_s,
        ),
        budgets=BudgetRules(all_s=settings.fetch_budget_s),
        retry_after_scope=settings.retry_after_scope,
        private_hosts=settings.private_hosts,
        max_body_bytes=max_body_bytes,
    )
    return Client(
        limits,
        hosts,
        credentials=credentials,
        domain_of=shared_domain,
        chains=ChainRules(site_of=registered_domain, refresh_of=refresh_of),
        on_robots=on_robots,
    )


def report_put_off(step: str, what: str, count: int, client: Client) -> None:
    """Say how many of `what` (page, feed) a step left to the next run, and who was slow; nothing for none."""
    if count:
        verb = "waits" if count == 1 else "wait"
        slow = ", ".join(client.too_slow())
        whose = f" Too slow for more: {slow}." if slow else ""
        progress.warn(
            f"{step}: {counted(count, what)} {verb} for the next run, because requests took all the time "
            f"they may take.{whose}"
        )
