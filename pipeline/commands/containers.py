"""`parallax secrets`: what docker-compose.yml asks for."""

import secrets as random_source
from base64 import urlsafe_b64encode

import click

_CELERY = {
    "COMPOSE_PROFILES": "celery",
    "AIRFLOW__CORE__EXECUTOR": "CeleryExecutor",
    "CONTROL_VOLUME": "control-data",
    "PARALLAX_STORE": "s3://parallax",
}


@click.command("secrets")
@click.option(
    "--profile",
    type=click.Choice(["celery"]),
    help="Add the settings for Celery workers, a broker and an S3 store.",
)
def secrets(*, profile: str | None) -> None:
    """Print new secrets for the containers, as a file .env.

    Every call prints others, and keeps none: redirect them once into the file .env beside docker-compose.yml.
    """
    click.echo("# Secrets of docker-compose.yml: whoever reads them can enter every service. Keep this file.")
    for name, value in new_secrets().items():
        click.echo(f"{name}={value}")
    if profile == "celery":
        click.echo("\n# Workers of Celery in place of one machine.")
        for name, value in _CELERY.items():
            click.echo(f"{name}={value}")


def new_secrets() -> dict[str, str]:
    """Return a fresh value for each secret of docker-compose.yml, by the name of its variable.

    Passwords are letters and digits, because they become parts of URLs.
    """
    return {
        "POSTGRES_PASSWORD": random_source.token_hex(24),
        "RABBITMQ_PASSWORD": random_source.token_hex(24),
        "STORE_ACCESS_KEY": random_source.token_hex(10),
        "STORE_SECRET_KEY": random_source.token_hex(24),
        "AIRFLOW__API__SECRET_KEY": random_source.token_hex(48),
        "AIRFLOW__API_AUTH__JWT_SECRET": random_source.token_hex(48),
        "AIRFLOW__CORE__FERNET_KEY": urlsafe_b64encode(random_source.token_bytes(32)).decode(),
    }
