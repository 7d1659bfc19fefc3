-- Where the words of touched weeks are counted.
-- Grain and key: (week, language, word).
CREATE OR REPLACE TEMP TABLE stage_word (
    week DATE, language VARCHAR, word VARCHAR, articles BIGINT, originals BIGINT, owners BIGINT
);
