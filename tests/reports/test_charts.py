from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from service.core.report_context import Card
from service.reports import charts

from .sample import card


def drawn(one: Card) -> Image.Image:
    return Image.open(BytesIO(charts.draw(one))).convert("L")


def crowded(districts: int) -> Card:
    one = card(1)
    rows = [
        replace(one.parts[0].districts[0], name=f"อำเภอชื่อยาวมากเป็นพิเศษลำดับที่ {n}") for n in range(districts)
    ]
    return replace(one, parts=tuple(replace(part, districts=tuple(rows)) for part in one.parts * 2))


def test_a_picture_is_as_wide_as_the_page_and_small() -> None:
    png = charts.draw(card(1))
    assert abs(Image.open(BytesIO(png)).width - charts.WIDTH_CM / 2.54 * charts.DPI) <= 1
    assert len(png) < 40_000


def test_the_same_card_gives_the_same_picture() -> None:
    one = card(2, parts=card(2).parts[1:])
    assert charts.draw(one) == charts.draw(one)


@pytest.fixture(scope="module", params=[card(1), crowded(25)], ids=["usual", "crowded"])
def picture(request: pytest.FixtureRequest) -> Image.Image:
    return drawn(request.param)


def test_nothing_is_cut_off_at_the_edges(picture: Image.Image) -> None:
    width, height = picture.size
    edges = [
        (0, 0, width, 2),
        (0, height - 2, width, height),
        (0, 0, 2, height),
        (width - 2, 0, width, height),
    ]
    assert all(picture.crop(edge).getextrema()[0] > 240 for edge in edges)


def test_even_many_districts_fit_on_a_page(picture: Image.Image) -> None:
    assert picture.height / charts.DPI * 2.54 <= 22.5


def test_a_figure_without_districts_takes_no_room() -> None:
    part = card(1).parts[0]
    plain = replace(part, area=replace(part.area, level_counts=()))
    alone = replace(card(1), parts=(plain,))
    assert drawn(replace(alone, parts=(plain, *[replace(plain, districts=())] * 6))).size == drawn(alone).size


def test_colours_differ_on_a_grey_print_out() -> None:
    one = card(1)
    row = one.parts[0].districts[0]

    def grey(colour: str) -> bytes:
        rows = (replace(row, figure=replace(row.figure, colour=colour)),)
        return drawn(replace(one, parts=(replace(one.parts[1], districts=rows),))).tobytes()

    assert len({grey("green"), grey("yellow"), grey("red")}) == 3


def test_the_description_names_the_card() -> None:
    assert charts.describe(card(3)).startswith("แผนภูมิ QP03")
