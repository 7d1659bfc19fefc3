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
    "macros/paired_letters",
    "macros/number_pattern",
    "macros/has_paired_letters",
    "macros/has_vowel_marks",
    "macros/folded_letters",
    "macros/unaccented_words",
    "macros/overlapping_pairs",
    "macros/words_of_any_script",
    "macros/search_words",
    "macros/spaced_words",
    "macros/queried_words",
    "macros/all_orders",
    "macros/search_order",
    "macros/search_truth",
    "macros/with_plain_quotes",
    "macros/search_terms",
    "macros/search_is_word",
    "macros/search_is_outlet",
    "macros/search_is_language",
    "macros/search_is_found",
    "macros/search_pieces",
    "macros/search_field_pattern",
    "macros/search_lexemes",
    "macros/search_items",
    "macros/search_leaves",
    "macros/search_leaf_problem",
    "macros/search_problems",
    "macros/search_problem",
    "macros/search_formula",
    "macros/search_hits",
    "macros/search_documents",
    "macros/search_articles",
)

VIEWS = (
    "views/request",
    "views/article_related",
    "views/poll_daily",
    "views/poll_weekly",
    "views/observed_daily",
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

# Macros that read views.
TREND_MACROS = (
    "macros/split_articles",
    "macros/search_trend",
)

# Macros that read the index of words, which the lake has no copy of.
INDEX_MACROS = (
    "macros/search_hits",
    "macros/search_documents",
    "macros/search_articles",
    *TREND_MACROS,
)
INDEX_TABLES = ("search_document", "search_posting", "search_posting_recent", "unindexed")

ALL_MACROS = (*MACROS, *TREND_MACROS)
IN_ORDER = (*MACROS, *VIEWS, *TREND_MACROS)


def relation_of(name: str) -> str:
    """Return the view or macro that a file makes: a file of these folders is named after it."""
    return name.rpartition("/")[2]
