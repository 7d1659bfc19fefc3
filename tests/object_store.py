"""An S3 server on loopback, where one is installed: `make .venv-s3/.installed` installs it."""

import os
import shutil
import subprocess
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from socket import create_connection, socket

import pytest

_OWN = Path(__file__).parents[1] / ".venv-s3" / "bin" / "moto_server"
SERVER = os.environ.get("PARALLAX_TEST_S3_SERVER") or (str(_OWN) if _OWN.exists() else None)
needs_store = pytest.mark.skipif(
    not (SERVER and shutil.which(SERVER)),
    reason="no S3 server: `make .venv-s3/.installed` installs one, or PARALLAX_TEST_S3_SERVER names one",
)
_START_S = 60


@dataclass(frozen=True)
class ObjectStore:
    """A running S3 server."""

    endpoint: str
    process: subprocess.Popen[bytes]

    @property
    def environment(self) -> Mapping[str, str]:
        """Return the variables by which clients reach it."""
        return {
            "AWS_ENDPOINT_URL": self.endpoint,
            "AWS_ACCESS_KEY_ID": "parallax",
            "AWS_SECRET_ACCESS_KEY": "secret",
            "AWS_REGION": "us-east-1",
            "AWS_ALLOW_HTTP": "true",
        }

    def bucket(self) -> str:
        """Make a bucket; return the URL of a folder in it, as PARALLAX_STORE names one."""
        name = f"parallax-{token_hex(6)}"
        request = urllib.request.Request(f"{self.endpoint}/{name}", method="PUT")  # noqa: S310 - on loopback
        urllib.request.urlopen(request).close()  # noqa: S310
        return f"s3://{name}/desk"


@contextmanager
def object_store(log: Path) -> Iterator[ObjectStore]:
    """Start a server and end it."""
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with log.open("ab") as output:
        process = subprocess.Popen(
            [SERVER or "moto_server", "-H", "127.0.0.1", "-p", str(port)],
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait(port)
        yield ObjectStore(f"http://127.0.0.1:{port}", process)
    finally:
        process.kill()
        process.wait()


def _wait(port: int) -> None:
    until = time.monotonic() + _START_S
    while True:
        try:
            create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            assert time.monotonic() < until, "the S3 server does not answer"
            time.sleep(0.1)
        else:
            return
