"""Outlets of pages to which no feed led."""

from model import Outlet, OutletKind
from transforms.outlets import OutletDirectory


def test_the_agencies_of_the_catalog_are_those_that_are_not_there_already() -> None:
    wire, other, paper = (
        Outlet(outlet_id=name, feeds=(), kind=kind)
        for name, kind in (("a", OutletKind.WIRE), ("b", OutletKind.WIRE), ("c", OutletKind.NEWSPAPER))
    )
    directory = OutletDirectory([wire, other, paper])
    assert directory.agencies_but(()) == [wire, other]
    assert directory.agencies_but({"a", "c"}) == [other]
