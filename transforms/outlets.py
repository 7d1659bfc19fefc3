"""Which outlet a page belongs to when no feed led to it."""

import re
from collections.abc import Container, Iterable

from model import Outlet, OutletKind
from transforms.urls import host_of, registered_domain

_NOT_SLUG = re.compile(r"[^a-z0-9]+")


class OutletDirectory:
    """Finds the outlet of a URL by its registered domain, or makes one where the catalog has none."""

    def __init__(self, outlets: Iterable[Outlet]) -> None:
        """Index outlets by their domain and by the hosts of their feeds."""
        self._by_domain: dict[str, Outlet] = {}
        self._ids: set[str] = set()
        self._agencies: list[Outlet] = []
        for outlet in outlets:
            self._ids.add(outlet.outlet_id)
            if outlet.kind is OutletKind.WIRE:
                self._agencies.append(outlet)
            hosts = (host_of(url) for url in (*outlet.feeds, *outlet.sitemaps))
            for domain in filter(None, (outlet.domain, *map(registered_domain, hosts))):
                self._by_domain.setdefault(domain, outlet)

    def known(self, url: str) -> Outlet | None:
        """Return the outlet of a URL, None where no outlet has its domain."""
        return self._by_domain.get(registered_domain(host_of(url)))

    def agencies_but(self, outlet_ids: Container[str]) -> list[Outlet]:
        """Return the agencies of the catalog whose ids are not among `outlet_ids`: texts may credit them."""
        return [outlet for outlet in self._agencies if outlet.outlet_id not in outlet_ids]

    def found_or_made(self, url: str) -> Outlet:
        """Return the outlet of a URL; a domain that is not in the catalog becomes an outlet of its own."""
        outlet = self.known(url)
        if outlet is None:
            domain = registered_domain(host_of(url))
            outlet = Outlet(outlet_id=self._free_id(domain), feeds=(), name=domain, domain=domain)
            self._by_domain[domain] = outlet
            self._ids.add(outlet.outlet_id)
        return outlet

    def _free_id(self, domain: str) -> str:
        slug = _NOT_SLUG.sub("-", domain).strip("-") or "site"
        return slug if slug not in self._ids else f"{slug}-site"
