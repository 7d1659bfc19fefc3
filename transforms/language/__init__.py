"""Which language a text is written in, decided from several votes."""
