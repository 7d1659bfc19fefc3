# A desk's questions about one event, in marimo. Run it from anywhere: marimo edit docs/notebooks/desk.py
# PARALLAX_WAREHOUSE names another file than the demo's.

import marimo

__generated_with = "0.25.2"
app = marimo.App(width="medium")


@app.cell
def _():
    import os

    import altair as alt
    import duckdb
    import marimo as mo

    demo = mo.notebook_dir().parents[1] / "data" / "warehouse.duckdb"
    warehouse = duckdb.connect(os.environ.get("PARALLAX_WAREHOUSE", str(demo)), read_only=True)
    warehouse.execute("SET TimeZone = 'UTC'")
    return alt, mo, warehouse


@app.cell
def _(warehouse):
    # An id as text can be compared with one in a CSV file; df() makes uuid.UUID of the type UUID.
    events = warehouse.sql("""
        SELECT event_id::VARCHAR AS event_id, title, articles, owners, languages, first_published_at
        FROM event_summary
        ORDER BY articles DESC, event_id
        LIMIT 50
    """).df()
    events
    return (events,)


@app.cell
def _(events, mo):
    mo.stop(events.empty, "The warehouse has no events yet.")
    names = events.articles.astype(str) + " articles: " + events.title.fillna("")
    event = mo.ui.dropdown(dict(zip(names, events.event_id, strict=True)), value=names[0], label="Event")
    event
    return (event,)


@app.cell
def _(event, warehouse):
    # Who led: each outlet with its first article, by the minutes after the first of all.
    leaders = warehouse.execute(
        """
        SELECT
            article.outlet_id,
            any_value(outlet.country) AS country,
            arg_min(article.language, published_at) AS language,
            min(published_at) AS first_published_at,
            date_diff('minute', any_value(summary.first_published_at), min(published_at)) AS lag_minutes,
            count(*) AS articles
        FROM event_article
        INNER JOIN article USING (article_id)
        INNER JOIN outlet USING (outlet_id)
        INNER JOIN event_summary AS summary USING (event_id)
        WHERE event_id = $event_id::UUID
        GROUP BY article.outlet_id
        ORDER BY first_published_at, article.outlet_id
        """,
        {"event_id": event.value},
    ).df()
    leaders
    return (leaders,)


@app.cell
def _(event, warehouse):
    # sum() of whole numbers is a HUGEINT, of which df() makes a float: BIGINT keeps it whole.
    coverage = warehouse.execute(
        """
        SELECT day, language, sum(articles)::BIGINT AS articles, sum(originals)::BIGINT AS originals
        FROM coverage_daily
        WHERE event_id = $event_id::UUID
        GROUP BY day, language
        ORDER BY day, language
        """,
        {"event_id": event.value},
    ).df()
    return (coverage,)


@app.cell
def _(alt, coverage):
    coverage_chart = (
        alt.Chart(coverage, title="Articles by day and language")
        .mark_bar()
        .encode(
            x=alt.X("utcyearmonthdate(day):O", title="day (UTC)"),
            y=alt.Y("articles:Q"),
            color=alt.Color("language:N"),
            tooltip=["utcyearmonthdate(day):O", "language", "articles", "originals"],
        )
    )
    coverage_chart
    return (coverage_chart,)


@app.cell
def _(event, warehouse):
    # How long the event took to reach each language.
    lags = warehouse.execute(
        """
        SELECT language, lag_minutes, first_outlet_id, articles, originals, owners
        FROM event_language_lag
        WHERE event_id = $event_id::UUID
        ORDER BY lag_minutes, language
        """,
        {"event_id": event.value},
    ).df()
    return (lags,)


@app.cell
def _(alt, lags):
    lag_chart = (
        alt.Chart(lags, title="Minutes until the first article in each language")
        .mark_bar()
        .encode(
            x=alt.X("lag_minutes:Q", title="minutes"),
            y=alt.Y("language:N", sort=list(lags.language)),
            tooltip=["language", "lag_minutes", "first_outlet_id", "articles"],
        )
    )
    lag_chart
    return (lag_chart,)


@app.cell
def _(warehouse):
    # Who copies whom, in the whole warehouse: a group of copies has one original.
    copies = warehouse.sql("""
        WITH members AS (
            SELECT group_id, relation, outlet_id, published_at
            FROM syndication_member
            INNER JOIN article USING (article_id)
        )

        SELECT
            original.outlet_id AS original_outlet_id,
            copy.outlet_id AS copy_outlet_id,
            count(*) AS articles,
            median(date_diff('minute', original.published_at, copy.published_at)) AS median_lag_minutes
        FROM members AS original
        INNER JOIN members AS copy USING (group_id)
        WHERE original.relation = 'original' AND copy.relation <> 'original'
        GROUP BY original.outlet_id, copy.outlet_id
        ORDER BY articles DESC, original_outlet_id, copy_outlet_id
    """).df()
    copies
    return (copies,)


@app.cell
def _(warehouse):
    # Which languages published on the days of an event, but nothing of it.
    silences = warehouse.sql("""
        SELECT
            event_id::VARCHAR AS event_id,
            any_value(title) AS title,
            any_value(articles) AS articles,
            string_agg(language, ' ' ORDER BY language) AS silent_languages,
            sum(articles_meanwhile)::BIGINT AS articles_meanwhile
        FROM event_silence
        INNER JOIN event_summary USING (event_id)
        GROUP BY event_id
        ORDER BY articles DESC, event_id
    """).df()
    silences
    return (silences,)


@app.cell
def _(lags, mo):
    # The mark of UTF-8 is for Excel. `parallax export` also guards texts that a sheet would run as formulas.
    mo.download(
        lags.to_csv(index=False).encode("utf-8-sig"), filename="language_lags.csv", label="Lags as CSV"
    )
    return


if __name__ == "__main__":
    app.run()
