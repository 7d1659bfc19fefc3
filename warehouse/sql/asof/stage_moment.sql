-- The moment that everything is taken back to.
-- Grain: one row. Bound: $at.
CREATE OR REPLACE TEMP TABLE stage_at AS SELECT $at AS moment;
