"""A reliability diagram as one SVG file: what was stated across, what came true upwards."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from tests.bench.calibration import Bin, expected_calibration_error

_COLUMNS = 3
_SIDE = 220  # of the square from 0 to 1
_EDGE = 14  # between it and its frame: bubbles at 0 or 1 keep off the labels
_LEFT, _TOP, _RIGHT, _BOTTOM = 72, 66, 28, 64  # room around the square
_WIDTH, _HEIGHT = _LEFT + _SIDE + _RIGHT, _TOP + _SIDE + _BOTTOM
_FOOT = 30
_LARGEST, _SMALLEST = 20.0, 1.5  # radii: the second keeps a single pair visible
_TICKS = (0, 0.2, 0.4, 0.6, 0.8, 1)
# A ground of its own, so that it can be read wherever it is shown; dark where the reader's system is.
_STYLE = """
text { font: 12px system-ui, sans-serif; fill: #1f2328 }
.name { font-weight: 600; font-size: 13px }
.quiet { fill: #59636e }
.ground { fill: #ffffff }
.frame { fill: none; stroke: #818b98 }
.grid { stroke: #d1d9e0 }
.true { stroke: #59636e; stroke-dasharray: 5 4 }
.bubble { fill: #0969da; fill-opacity: .45; stroke: #0969da }
@media (prefers-color-scheme: dark) {
text { fill: #f0f6fc }
.quiet { fill: #9198a1 }
.ground { fill: #0d1117 }
.frame { stroke: #656c76 }
.grid { stroke: #2f353d }
.true { stroke: #9198a1 }
.bubble { fill: #58a6ff; stroke: #58a6ff }
}
"""


@dataclass(frozen=True, slots=True)
class Panel:
    """One group of pairs."""

    name: str
    bins: tuple[Bin, ...]


def reliability_diagram(panels: Sequence[Panel]) -> str:
    """SVG with a panel for each group, side by side, then below; ends with a line break."""
    columns = min(_COLUMNS, max(1, len(panels)))
    rows = -(-len(panels) // columns)
    width, height = columns * _WIDTH, rows * _HEIGHT + _FOOT
    drawn = [
        f'<g transform="translate({place % columns * _WIDTH} {place // columns * _HEIGHT})">'
        f"{_panel(panel)}</g>"
        for place, panel in enumerate(panels)
    ]
    foot = "A bubble is a tenth of the scale, its area the number of pairs in it; dashed: stated = true."
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
            f'width="{width}" height="{height}" role="img" aria-label="Reliability diagram">',
            f"<style>{_STYLE}</style>",
            f'<rect class="ground" width="{width}" height="{height}"/>',
            *drawn,
            _text(width / 2, height - 12, foot, "quiet", "middle"),
            "</svg>\n",
        ]
    )


def _panel(panel: Panel) -> str:
    pairs = sum(one.size for one in panel.bins)
    said = f"{pairs:,} pairs, ECE {expected_calibration_error(panel.bins):.3f}"
    most = max((one.size for one in panel.bins), default=1)
    # Large ones first: a small one is never hidden.
    bubbles = [_bubble(one, most) for one in sorted(panel.bins, key=lambda one: -one.size)]
    return "\n".join(
        [
            _text(_LEFT - _EDGE, 24, panel.name, "name"),
            _text(_LEFT - _EDGE, 42, said, "quiet"),
            *_axes(),
            f'<line class="true" x1="{_x(0)}" y1="{_y(0)}" x2="{_x(1)}" y2="{_y(1)}"/>',
            *bubbles,
        ]
    )


def _axes() -> list[str]:
    left, right, top, bottom = _x(0) - _EDGE, _x(1) + _EDGE, _y(1) - _EDGE, _y(0) + _EDGE
    drawn = []
    for tick in _TICKS:
        x, y, label = _x(tick), _y(tick), f"{tick:g}"
        drawn += [
            f'<line class="grid" x1="{x}" y1="{bottom}" x2="{x}" y2="{top}"/>',
            f'<line class="grid" x1="{left}" y1="{y}" x2="{right}" y2="{y}"/>',
            _text(x, bottom + 17, label, "quiet", "middle"),
            _text(left - 7, y + 4, label, "quiet", "end"),
        ]
    side, middle = _SIDE + 2 * _EDGE, _y(0.5)
    return [
        *drawn,
        f'<rect class="frame" x="{left}" y="{top}" width="{side}" height="{side}"/>',
        _text(_x(0.5), bottom + 36, "stated probability", "", "middle"),
        f'<g transform="rotate(-90 18 {middle})">{_text(18, middle, "true share", "", "middle")}</g>',
    ]


def _bubble(one: Bin, most: int) -> str:
    radius = max(_SMALLEST, _LARGEST * (one.size / most) ** 0.5)
    said = f"{one.size:,} pairs: stated {one.stated:.2f}, true {one.relevant:.2f}"
    return (
        f'<circle class="bubble" cx="{_x(one.stated)}" cy="{_y(one.relevant)}" r="{radius:.1f}">'
        f"<title>{said}</title></circle>"
    )


def _text(x: float, y: float, text: str, kind: str, anchor: str = "start") -> str:
    shown = escape(text, quote=False)
    return f'<text class="{kind}" x="{x:g}" y="{y:g}" text-anchor="{anchor}">{shown}</text>'


def _x(share: float) -> float:
    return round(_LEFT + _SIDE * share, 1)


def _y(share: float) -> float:
    return round(_TOP + _SIDE * (1 - share), 1)
