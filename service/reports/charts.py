"""One picture a card: each part by district with its target, and how many stand at each level.

Matplotlib takes a second to import, so only drawing imports it. Its objects are used directly: pyplot
and rcParams are global, and reports are made in threads.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from math import ceil
from typing import TYPE_CHECKING

from service.core.report_context import Card, DistrictRow, IndicatorPart
from service.reports.filters import COLOURS, NOTHING, th, th_num

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontProperties

WIDTH_CM = 15.8
DPI = 200
_MAX_HEIGHT_CM = 22.0  # a page holds no more
_MAX_COLUMNS = 3
_LABEL_ROOM = 1.5  # the axis is this much longer than a full bar, so that a value fits beside it
_PALETTE = 64  # enough for soft edges; a quarter of the size in the file
# The hatch tells the colours apart on a grey print-out.
_FACES = {"green": ("#7FBF8E", ""), "yellow": ("#FFE08A", "...."), "red": ("#E9978F", "////")}
_PLAIN = ("#B8C4D2", "")
_INK, _SOFT = "#222222", "#8C8C8C"
_TARGET_LINE = (0, (3, 2))
_SIZE = 8.0  # points


@dataclass(frozen=True, slots=True)
class _Grid:
    """Where the panels stand, in centimetres. Matplotlib's own layout draws everything twice."""

    rows: int
    columns: int
    names: float
    bars: float

    TITLE, TICKS, LEGEND, GAP = 0.95, 0.5, 0.6, 0.4

    @classmethod
    def of(cls, card: Card, panels: int) -> _Grid:
        names = [row.name for part in card.parts for row in part.districts]
        longest = max([_letters(name) for name in names], default=0)
        most = max([5, *(len(part.districts) for part in card.parts)])
        columns = min(panels, _MAX_COLUMNS)
        rows = ceil(panels / columns)
        room = (_MAX_HEIGHT_CM - cls.LEGEND) / rows - cls.TITLE - cls.TICKS
        return cls(rows, columns, min(6.0, 0.3 + 0.175 * longest), min(0.5 * most, room))

    @property
    def row(self) -> float:
        return self.TITLE + self.bars + self.TICKS

    @property
    def height(self) -> float:
        return self.rows * self.row + self.LEGEND

    def place(self, panel: int) -> tuple[float, float, float, float]:
        """Left, bottom, width, height of a panel as shares of the figure."""
        row, column = divmod(panel, self.columns)
        width = (WIDTH_CM - self.names - self.GAP * self.columns) / self.columns
        left = self.names + column * (width + self.GAP)
        bottom = self.height - row * self.row - self.TITLE - self.bars
        return left / WIDTH_CM, bottom / self.height, width / WIDTH_CM, self.bars / self.height


def draw(card: Card) -> bytes:
    """The card's picture as PNG, ``WIDTH_CM`` wide at ``DPI``."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    levels = [part for part in card.parts if part.area.level_counts]
    shown = [(number, part) for number, part in enumerate(card.parts) if part.districts]
    grid = _Grid.of(card, len(shown) + len(levels))
    figure = Figure(figsize=(WIDTH_CM / 2.54, grid.height / 2.54), dpi=DPI)
    FigureCanvasAgg(figure)
    axes = [figure.add_axes(grid.place(panel)) for panel in range(len(shown) + len(levels))]
    for panel, ((number, part), axis) in enumerate(zip(shown, axes, strict=False)):
        _districts(axis, number, part, named=panel % grid.columns == 0)
    for part, axis in zip(levels, axes[len(shown) :], strict=True):
        _levels(axis, part)
    _legend(figure)
    return _png(figure)


def describe(card: Card) -> str:
    """The picture in words, for those who cannot see it."""
    titles = ", ".join(th(part.title) for part in card.parts)
    return f"แผนภูมิ {card.id} แยกตามอำเภอ: {titles}"


def _letters(name: str) -> int:
    """Letters that take room: Thai vowels and tones above and below do not."""
    return sum(unicodedata.category(letter) != "Mn" for letter in name)


def _districts(axis: Axes, index: int, part: IndicatorPart, *, named: bool) -> None:
    rows, scale = part.districts, _scale(part)
    for place, row in enumerate(rows):
        face, hatch = _FACES.get(row.figure.colour, _PLAIN)
        value = float(row.figure.value or 0)
        axis.barh(place, value, height=0.62, color=face, hatch=hatch, edgecolor=_INK, linewidth=0.4)
        axis.text(scale * 1.06, place, _label(part, row), va="center", fontproperties=_font())
    if part.target is not None:
        axis.axvline(float(part.target), color=_INK, linestyle=_TARGET_LINE, linewidth=0.9)
    axis.set_xlim(0, scale * _LABEL_ROOM)
    axis.set_ylim(len(rows) - 0.4, -0.6)
    axis.set_yticks(range(len(rows)))
    axis.set_yticklabels([row.name if named else "" for row in rows], fontproperties=_font())
    axis.set_xticks([])
    _finish(axis, f"({th(index + 1)}) {th(part.unit)}รายอำเภอ\nเป้าหมาย {th_num(part.target, part.decimals)}")


def _label(part: IndicatorPart, row: DistrictRow) -> str:
    if row.figure.value is None:
        return NOTHING
    return th_num(row.figure.value, part.decimals) + ("*" if row.figure.low_coverage else "")


def _scale(part: IndicatorPart) -> float:
    """The length of a full bar: the top level, a whole hundred, or the largest figure beyond it."""
    known = [float(row.figure.value) for row in part.districts if row.figure.value is not None]
    return max([5.0 if part.is_level else 100.0, float(part.target or 0), *known])


def _levels(axis: Axes, part: IndicatorPart) -> None:
    counts = part.area.level_counts
    axis.bar(range(len(counts)), counts, width=0.66, color=_PLAIN[0], edgecolor=_INK, linewidth=0.4)
    top = max([1, *counts])
    for level, count in enumerate(counts):
        axis.text(level, count + top * 0.05, th_num(count), ha="center", fontproperties=_font())
    axis.set_ylim(0, top * 1.2)
    axis.set_xticks(range(len(counts)))
    axis.set_xticklabels([th(level) for level in range(len(counts))], fontproperties=_font())
    axis.set_yticks([])
    _finish(axis, f"{'จำนวนคำตอบ' if part.is_rating else 'จำนวนแห่ง'}\nในแต่ละระดับ")


def _finish(axis: Axes, title: str) -> None:
    axis.set_title(title, fontproperties=_font(bold=True), color=_INK, pad=3)
    axis.tick_params(length=0, pad=2)
    for side in ("top", "right"):
        axis.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        axis.spines[side].set(color=_SOFT, linewidth=0.6)


def _legend(figure: Figure) -> None:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    handles: list[Patch | Line2D] = [
        Patch(facecolor=face, hatch=hatch, edgecolor=_INK, linewidth=0.4, label=COLOURS[colour])
        for colour, (face, hatch) in _FACES.items()
    ]
    handles.append(Line2D([], [], color=_INK, linestyle=_TARGET_LINE, linewidth=0.9, label="เป้าหมาย"))
    handles.append(Line2D([], [], linestyle="none", label="* ข้อมูลไม่ครบตามเกณฑ์"))
    style = {"frameon": False, "borderaxespad": 0.0, "handlelength": 1.8, "columnspacing": 1.2}
    figure.legend(handles=handles, loc="lower center", ncols=len(handles), prop=_font(), **style)


def _png(figure: Figure) -> bytes:
    from PIL import Image

    raw, out = BytesIO(), BytesIO()
    figure.savefig(raw, format="rgba")
    picture = Image.frombytes("RGBA", figure.canvas.get_width_height(), raw.getvalue()).convert("RGB")
    small = picture.quantize(_PALETTE, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    small.save(out, "PNG", dpi=(DPI, DPI))
    return out.getvalue()


@cache
def _font(*, bold: bool = False) -> FontProperties:
    import fontpkg_sarabun
    from matplotlib.font_manager import FontProperties

    face = "Sarabun-SemiBold.ttf" if bold else "Sarabun-Regular.ttf"
    return FontProperties(fname=str(fontpkg_sarabun.ROOT / "files" / face), size=_SIZE)
