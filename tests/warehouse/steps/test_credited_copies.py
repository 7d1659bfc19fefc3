"""Which texts count as credited to an agency when the original among copies is chosen."""

from pathlib import Path

from tests.warehouse.reported_articles import Reported, report, uuid, warehouse
from warehouse.steps.copy_groups import near_groups, ungrouped


def test_what_an_agency_publishes_is_credited_to_it_without_a_credit(tmp_path: Path) -> None:
    with warehouse(tmp_path) as connection:
        connection.execute("INSERT INTO outlet (outlet_id, kind) VALUES ('a', 'wire'), ('b', 'newspaper')")
        report(connection, [Reported(number=n, outlet=outlet) for n, outlet in enumerate("abc", 1)])
        connection.execute("UPDATE article SET agency = 'AFP' WHERE outlet_id = 'c'")
        connection.execute(
            "INSERT INTO article_fingerprint SELECT article_id, published_at, 1, [] FROM article"
        )
        grouped = "SELECT * FROM syndication_member"
        connection.execute(f"CREATE TABLE kept AS {grouped}")
        connection.execute("DELETE FROM syndication_member")
        connection.execute("INSERT INTO unrelated SELECT article_id FROM article")
        expected = {uuid(1): True, uuid(2): False, uuid(3): True}
        assert {row.article_id: row.is_credited for row in ungrouped(connection)} == expected
        connection.execute("INSERT INTO syndication_member FROM kept")
        assert {row.article_id: row.is_credited for row in near_groups(connection, [], 7)} == expected
