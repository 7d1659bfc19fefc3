# Parallax on Airflow's official image.
#
# The image's own packages are Airflow's tested set for its many providers, so their versions stay:
# installing all of requirements-celery.lock would downgrade and upgrade many of them. Only two kinds of packages
# are installed, at the locked versions and with their hashes checked: those that the image lacks, and direct
# requirements of Parallax and of its extra `celery` that the image has in a version outside pyproject.toml's
# bounds. `pip check` then fails the build if the packages do not fit together.
FROM apache/airflow:3.3.2-python3.12

USER root
# A new volume gets the owner and the content of the folder it is mounted on.
RUN install --directory --owner=airflow --group=root --mode=0700 /data /data/tmp /backup \
    && install --directory --owner=airflow --group=root --mode=0755 /config
USER airflow

WORKDIR /opt/parallax
COPY --chown=airflow:root pyproject.toml requirements-celery.lock ./
RUN python - <<'SELECT' && pip install --no-cache-dir --no-deps --require-hashes --requirement /tmp/lacking.txt
"""Write the blocks of requirements-celery.lock that this image lacks to /tmp/lacking.txt."""
import re
import tomllib
from importlib.metadata import distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

has = {canonicalize_name(found.metadata["Name"]): found.version for found in distributions()}
project = tomllib.loads(Path("pyproject.toml").read_text())["project"]
direct = project["dependencies"] + project["optional-dependencies"]["celery"]
wanted = {canonicalize_name(r.name): r.specifier for r in map(Requirement, direct)}
blocks = re.findall(r"^[A-Za-z0-9].*(?:\n[ \t]+.*)*", Path("requirements-celery.lock").read_text(), re.MULTILINE)
lacking = []
for block in blocks:
    name = canonicalize_name(re.match(r"[A-Za-z0-9._-]+", block)[0])
    if name not in has or (name in wanted and not wanted[name].contains(has[name], prereleases=True)):
        lacking.append(block)
Path("/tmp/lacking.txt").write_text("\n".join(lacking) + "\n")
print("\n".join(block.split(" ")[0] for block in lacking))
SELECT

COPY --chown=airflow:root README.md LICENSE ./
COPY --chown=airflow:root config config
COPY --chown=airflow:root dags dags
COPY --chown=airflow:root extractors extractors
COPY --chown=airflow:root model model
COPY --chown=airflow:root pipeline pipeline
COPY --chown=airflow:root reports reports
COPY --chown=airflow:root sample sample
COPY --chown=airflow:root transforms transforms
COPY --chown=airflow:root warehouse warehouse
RUN pip install --no-cache-dir --no-deps . && pip check

COPY --chown=airflow:root dags /opt/airflow/dags
WORKDIR /opt/airflow
ENV PARALLAX_DATA=/data \
    PARALLAX_CATALOG=/config/outlets.toml
