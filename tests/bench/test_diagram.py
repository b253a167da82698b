"""The reliability diagram: a file that any viewer can read, true to its figures."""

import pytest
from defusedxml.ElementTree import fromstring

from tests.bench.calibration import Bin
from tests.bench.diagram import Panel, reliability_diagram

SVG = "{http://www.w3.org/2000/svg}"
BINS = (Bin(400, 0.05, 0.05), Bin(100, 0.15, 0.4), Bin(25, 0.75, 0.75))


def circles(*panels: Panel) -> list[dict[str, str]]:
    return [one.attrib for one in fromstring(reliability_diagram(panels)).iter(f"{SVG}circle")]


def texts(*panels: Panel) -> list[str]:
    return [str(one.text) for one in fromstring(reliability_diagram(panels)).iter(f"{SVG}text")]


def test_the_area_of_a_bubble_is_its_number_of_pairs() -> None:
    large, middle, small = (float(one["r"]) for one in circles(Panel("all", BINS)))
    assert large / middle == pytest.approx(2, abs=0.05)
    assert large / small == pytest.approx(4, abs=0.1)


def test_what_comes_true_as_stated_lies_on_the_diagonal() -> None:
    drawn = fromstring(reliability_diagram([Panel("all", BINS)]))
    (diagonal,) = (one.attrib for one in drawn.iter(f"{SVG}line") if one.get("class") == "true")
    x, y = float(diagonal["x1"]), float(diagonal["y1"])
    away = [float(one.attrib["cx"]) - x - (y - float(one.attrib["cy"])) for one in drawn.iter(f"{SVG}circle")]
    assert away[0] == pytest.approx(0, abs=0.2)
    assert away[1] < -10, "more came true than was stated: above the diagonal"
    assert away[2] == pytest.approx(0, abs=0.2)


def test_small_bubbles_lie_over_large_ones() -> None:
    radii = [float(one["r"]) for one in circles(Panel("all", BINS[::-1]))]
    assert radii == sorted(radii, reverse=True)


def test_a_single_pair_can_be_seen() -> None:
    assert float(circles(Panel("all", (Bin(10_000_000, 0, 0), Bin(1, 1, 1))))[1]["r"]) > 1


def test_every_panel_says_its_name_and_figures_whatever_the_name() -> None:
    shown = texts(Panel("zh <dev> & all", BINS), Panel("en", ()))
    assert {"zh <dev> & all", "525 pairs, ECE 0.048", "en", "0 pairs, ECE 0.000"} <= set(shown)


def test_panels_lie_beside_and_below_each_other() -> None:
    drawn = fromstring(reliability_diagram([Panel(str(number), BINS) for number in range(4)]))
    places = [one.get("transform") for one in drawn.findall(f"{SVG}g")]
    assert len(set(places)) == 4
    assert float(drawn.get("width")) > float(drawn.get("height")) * 0.9


def test_it_stands_on_its_own_on_light_and_dark() -> None:
    written = reliability_diagram([Panel("all", BINS)])
    assert "prefers-color-scheme: dark" in written
    assert 'class="ground"' in written
    assert "href" not in written
    assert "url(" not in written


def test_no_group_is_no_reason_to_fail() -> None:
    assert circles() == []
