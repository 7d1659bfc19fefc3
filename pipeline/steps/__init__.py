"""One file per task of the DAGs: what each step of a run does."""
