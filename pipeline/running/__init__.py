"""What runs the steps: Airflow in this process, run folders, workers, progress, failures."""
