"""Charts as SVG text: values in, text out. They need no script, no font and nothing else from elsewhere."""

from reports.charts.bars import bar_chart
from reports.charts.lines import line_chart
from reports.charts.spark import spark_line
from reports.charts.style import css
from reports.charts.values import Bar, BarChart, LineChart, Series, Unit

__all__ = ["Bar", "BarChart", "LineChart", "Series", "Unit", "bar_chart", "css", "line_chart", "spark_line"]
