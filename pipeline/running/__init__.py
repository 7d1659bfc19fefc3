"""What runs the steps: Airflow in this process, run folders, worker processes, progress, failures."""
