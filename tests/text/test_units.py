import pytest

from matcher.text.units import SPELLINGS, UNITS, convert, unit_of


@pytest.mark.parametrize(
    ("value", "unit", "wanted", "converted"),
    [
        (3.5, "mm", "cm", 0.35),
        (2, "米", "mm", 2_000),
        (1.2, "GPa", "MPa", 1_200),
        (500, "N", "kN", 0.5),
        (800, "斤", "kg", 400),
        (2, "h", "min", 120),
        (3, "周", "天", 21),
        (5, "kg/d", "t/d", 0.005),
        (30, "件/min", "件/h", 1_800),
        (10, "ppm", "%", 0.001),
    ],
)
def test_units_of_one_kind_turn_into_each_other(
    value: float, unit: str, wanted: str, converted: float
) -> None:
    assert convert(value, unit, wanted) == pytest.approx(converted)


@pytest.mark.parametrize(
    ("unit", "wanted"), [("MPa", "N"), ("mg/L", "ppm"), ("°C", "%"), ("HRC", "HV"), ("妖", "mm")]
)
def test_units_of_different_kinds_do_not(unit: str, wanted: str) -> None:
    assert convert(1, unit, wanted) is None


def test_every_spelling_leads_to_a_unit() -> None:
    assert all(
        symbol in UNITS and unit_of(spelling) is UNITS[symbol] for spelling, symbol in SPELLINGS.items()
    )
