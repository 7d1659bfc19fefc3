-- Each letter of a run with the one after it, and the last one alone: how words are found where
-- none are written apart.
-- Grain: a value.
CREATE OR REPLACE MACRO overlapping_pairs(run) AS
list_transform(range(1, length(run) + 1), lambda place: substr(run, place, 2));
