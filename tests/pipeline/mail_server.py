"""A mail server on loopback that keeps what it is sent."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from socketserver import StreamRequestHandler, ThreadingTCPServer
from typing import cast


@dataclass(slots=True)
class MailServer:
    """A server that listens, and the mails that it has received."""

    port: int
    mails: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)

    @property
    def connection(self) -> str:
        """The address of a connection of Airflow that sends mail here."""
        return (
            f"smtp://127.0.0.1:{self.port}/?from_email=parallax%40example.org"
            "&disable_tls=true&disable_ssl=true&retry_limit=0&timeout=5"
        )

    def texts(self) -> list[tuple[str, str]]:
        """Return the subject and the body of each mail."""
        return [(mail["subject"], _body(mail)) for mail in self.mails]


def _body(mail: EmailMessage) -> str:
    part = mail.get_body()
    assert part is not None
    return str(part.get_content())


class _Session(StreamRequestHandler):
    def handle(self) -> None:
        mails = cast("_Server", self.server).mail_server
        self._answer("220 ready")
        for line in iter(self.rfile.readline, b""):
            word = line[:4].upper()
            if word == b"DATA":
                self._answer("354 go on")
                mails.mails.append(self._mail())
            elif word == b"QUIT":
                self._answer("221 bye")
                return
            elif word == b"RCPT":
                mails.recipients.append(line.decode().partition(":")[2].strip())
            self._answer("250 ok")

    def _mail(self) -> EmailMessage:
        lines = iter(self.rfile.readline, b".\r\n")
        content = b"".join(line[1:] if line.startswith(b"..") else line for line in lines)
        return message_from_bytes(content, policy=policy.default)

    def _answer(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


class _Server(ThreadingTCPServer):
    daemon_threads = True
    mail_server: MailServer


@contextmanager
def mail_server() -> Iterator[MailServer]:
    with _Server(("127.0.0.1", 0), _Session) as server:
        server.mail_server = MailServer(server.server_address[1])
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.mail_server
        server.shutdown()
        thread.join()
