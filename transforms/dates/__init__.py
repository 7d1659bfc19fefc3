"""Dates as feeds and pages write them: in any language, calendar and zone, read into UTC times."""
