"""Serve the bundled sample to other containers, as a proxy on port 8081."""

from pathlib import Path

import sample
from sample.corpus import read_corpus
from sample.server import Proxy, _Handler, _Server

with _Server(("0.0.0.0", 8081), _Handler) as server:  # noqa: S104 - inside a container without an outside
    server.corpus = read_corpus(Path(sample.__file__).parent)
    server.proxy = Proxy(proxy_url="http://web:8081")
    server.serve_forever()
