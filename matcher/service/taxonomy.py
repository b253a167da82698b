"""Reading the taxonomy's files."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, TypeVar

from matcher.domain.taxonomy import Industry, Label, Region, Taxonomy
from matcher.errors import InputError

Part = TypeVar("Part")

_PEOPLE = (
    "各族|朝鲜族|满族|畲族|瑶族|土家族|苗族|藏族|羌族|彝族|布依族|侗族|哈尼族|壮族|傣族|白族|景颇族|傈僳族"
    "|回族|蒙古族|蒙古"
    "|黎族|水族|仡佬族|毛南族|仫佬族|纳西族|拉祜族|佤族|布朗族|独龙族|怒族|普米族|裕固族|保安族|东乡族"
    "|撒拉族|土族"
    "|哈萨克族|哈萨克|柯尔克孜|锡伯|塔吉克|达斡尔族|鄂温克族|鄂伦春|维吾尔"
)
_COUNTY_SUFFIX = re.compile(rf"(?:{_PEOPLE})*(?:自治县|自治旗|林区|新区|市|区|县|旗)$")


def load_taxonomy(folder: Traversable | Path) -> Taxonomy:
    """Industries, regions and vocabularies from the folder; a file that cannot be read is an InputError."""
    regions, places = _read(folder, "regions.json", _regions)
    return Taxonomy(
        industries=_read(folder, "industries.json", _industries),
        regions=regions,
        labels=_read(folder, "vocabularies.json", _labels),
        places=places,
    )


def _read(folder: Traversable | Path, name: str, parse: Callable[[Any], Part]) -> Part:
    try:
        return parse(json.loads((folder / name).read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(f"分类文件 {name} 读不出来({error})。请用安装包里的原文件恢复它。") from error


def _industries(content: Mapping[str, Any]) -> dict[str, Industry]:
    return {
        industry.code: industry for pillar in content["industries"] for industry in _with_branches(pillar)
    }


def _with_branches(pillar: Mapping[str, Any]) -> Iterator[Industry]:
    yield _industry(pillar, None)
    for branch in pillar["branches"]:
        yield _industry(branch, pillar["code"])


def _industry(row: Mapping[str, Any], parent: str | None) -> Industry:
    return Industry(row["code"], row["zh"], row["en"], parent, tuple(row["aliases"]), tuple(row["gbt4754"]))


def _labels(content: Mapping[str, Any]) -> dict[str, dict[str, Label]]:
    return {
        vocabulary: {
            row["code"]: Label(row["code"], row["zh"], row["en"], tuple(row["aliases"])) for row in rows
        }
        for vocabulary, rows in content.items()
    }


def _regions(content: Mapping[str, Any]) -> tuple[dict[str, Region], dict[str, str]]:
    regions = {
        row["code"]: Region(row["code"], row["name"], row["short"], row["parent"], row["en"])
        for row in content["regions"]
    }
    counties = {code: names.split() for code, names in content["counties"].items()}
    places = dict(_county_places(regions, counties))
    for code, names in content["well_known_places"].items():
        places.update(dict.fromkeys(names.split(), code))
    ambiguous = set(content["only_with_province"].split())
    # Provinces last: where a province and one of its cities share a name, the name means the province.
    for region in sorted(regions.values(), key=lambda region: region.parent is None):
        names = [region.name, region.en]
        if region.short not in ambiguous:
            names.append(region.short)
        places.update({name: region.code for name in names if name})
        if region.parent is not None:
            province = regions[region.parent]
            for prefix in (province.short, province.name):
                places[prefix + region.short] = places[prefix + region.name] = region.code
    return regions, places


def _county_places(
    regions: Mapping[str, Region], counties: Mapping[str, list[str]]
) -> Iterator[tuple[str, str]]:
    """Names of counties: alone where only one county bears it, and behind the name of their province."""
    provinces = {region.short for region in regions.values() if region.parent is None}
    seen: dict[str, set[str]] = {}
    for code, names in counties.items():
        for name in names:
            seen.setdefault(name, set()).add(code)
    for code, names in counties.items():
        province = regions[code[:2] + "0000"].short
        for name in names:
            # 河北区 of Tianjin is left out: 河北区域 means the province.
            if len(name) > 2 and len(seen[name]) == 1 and name[:-1] not in provinces:
                yield name, code
            yield province + name, code
            short = _COUNTY_SUFFIX.sub("", name)
            if len(short) > 1:
                yield province + short, code
