"""Views and macros of the warehouse, in the order in which they are made: each after those that it reads."""

MACROS = (
    "macros/article_id_of",
    "macros/entry_hash",
    "macros/host_of",
    "macros/utc_day",
    "macros/local_day",
    "macros/day_start",
    "macros/first_day_since",
    "macros/iso_week",
    "macros/has_unspaced_script",
    "macros/bare_words",
    "macros/phrase_pattern",
    "macros/search_articles",
)

VIEWS = (
    "views/request",
    "views/article_related",
    "views/poll_daily",
    "views/poll_weekly",
    "views/coverage_daily",
    "views/language_daily",
    "views/country_daily",
    "views/term_daily",
    "views/event_summary",
    "views/event_language_lag",
    "views/event_spike",
    "views/event_voice",
    "views/event_voice_outlet",
    "views/event_voice_owner",
    "views/event_voice_country",
    "views/event_voice_language",
    "views/event_silence",
    "views/event_country_silence",
    "views/event_collection_silence",
    "views/event_top",
    "views/event_top_weekly",
    "views/story_summary",
    "views/story_timeline",
    "views/story_daily",
    "views/outlet_syndication",
    "views/outlet_pair",
    "views/outlet_overlap",
    "views/new_word_weekly",
    "views/feed_health",
)


def relation_of(name: str) -> str:
    """Return the view or macro that a file makes: a file of these folders is named after it."""
    return name.rpartition("/")[2]
