"""Pages that are made of templates: everything is escaped, and nothing is loaded from elsewhere."""

import base64
import hashlib
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from reports.charts import css
from reports.charts.scales import number_text
from reports.charts.values import Unit
from reports.names import country_name, language_name
from reports.trend_chart import day_label


def page(template: str, **values: Any) -> str:
    """Return a page with its style sheet in it; its policy allows that style sheet and nothing else."""
    style = _style()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return (
        _environment()
        .get_template(template)
        .render(
            style=Markup(style),  # noqa: S704 - our own file
            policy=policy,
            **values,
        )
    )


@cache
def _style() -> str:
    return files("reports").joinpath("templates", "page.css").read_text(encoding="utf-8") + css()


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "count": lambda value: number_text(value, Unit.COUNT),
        "share": lambda value: number_text(value, Unit.SHARE),
        "moment": _moment_text,
        "day": day_label,
        "language": language_name,
        "country": country_name,
    }
    return environment


def _moment_text(moment: datetime) -> str:
    return f"{day_label(moment)} {moment:%H:%M}"
