"""What all charts have around them: the svg element, the title, the description and the style sheet."""

from reports.charts.style import FONT_SIZE, css
from reports.charts.svg import cut, element, escaped, is_right_to_left, text_element
from reports.charts.values import BarChart, LineChart


def framed(
    chart: LineChart | BarChart,
    description: str,
    content: str,
    size: tuple[float, float],
    is_styled: bool,  # noqa: FBT001 - passed on
) -> str:
    """Return a whole SVG document around the content of a chart; it names itself to screen readers."""
    width, height = size
    title_id, description_id = f"{chart.key}-title", f"{chart.key}-description"
    return element(
        "svg",
        element("title", escaped(chart.title), id=title_id)
        + element("desc", escaped(description), id=description_id)
        + (element("style", css()) if is_styled else "")
        + element("rect", width=width, height=height, class_="px-back")
        + _heading(chart.title, width)
        + content,
        xmlns="http://www.w3.org/2000/svg",
        class_="px-chart",
        width=width,
        height=height,
        viewBox=f"0 0 {width:g} {height:g}",
        role="img",
        aria_labelledby=f"{title_id} {description_id}",
    )


def _heading(title: str, width: float) -> str:
    """Write the title, at the side where its writing begins."""
    shown = cut(title, FONT_SIZE * 1.05, width - 24)
    if is_right_to_left(title):
        return text_element(shown, width - 12, 22, "left", class_="px-title")
    return text_element(shown, 12, 22, class_="px-title")
