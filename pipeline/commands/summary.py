"""What a run leaves a user with: articles by language, events with their counts, where the CSVs lie."""

import sys

from rich.console import Console

from pipeline.settings import Settings
from reports.summary import draw_summary
from warehouse.queries.summarising import summarise


def print_summary(settings: Settings) -> None:
    """Print what the published warehouse holds, shortly, on standard output."""
    console = Console(file=sys.stdout, width=None if sys.stdout.isatty() else 124)
    draw_summary(console, summarise(settings.published))
    console.print(f"Warehouse {settings.published}", markup=False, highlight=False, soft_wrap=True)
    console.print(
        f"CSV files {settings.path_in_data('exports')}", markup=False, highlight=False, soft_wrap=True
    )
