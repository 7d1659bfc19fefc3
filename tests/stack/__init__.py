"""Airflow with Celery workers, PostgreSQL and RabbitMQ, as it runs on many machines."""
