"""When things happen: schedules and wiring, nothing else."""
