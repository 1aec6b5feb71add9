"""Train the channel of pipeline/normalize/sound.py on the names of the gazetteer.

`python scripts/train_channel.py` writes pipeline/normalize/gazetteer/channel.json.gz, the same
bytes each time. What the benchmarks ask for is not learned from: the pairs kept out are listed in
`channel/withheld.txt` by digest, so that the list gives no name away. `--withhold FILE.csv ...`
writes that list anew for benchmarks that lie in these files (zh_tw, geonames_id, name).
"""

from __future__ import annotations

import argparse
import gzip
import json
from pathlib import Path

from channel.em import train
from channel.pairs import named_pairs, read_asked, withheld
from channel.prior import load_prior

from pipeline.normalize.gazetteer import load_gazetteer
from pipeline.normalize.gazetteer.cities import cities_of
from pipeline.normalize.sound import MODEL

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "pipeline" / "normalize" / "gazetteer" / MODEL
WITHHELD = Path(__file__).parent / "channel" / "withheld.txt"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--withhold", nargs="+", type=Path, metavar="FILE.csv")
    arguments = parser.parse_args()
    countries = sorted(country.iso2 for country in load_gazetteer().countries)
    cities = [city for iso2 in countries for city in cities_of(iso2)]
    pairs = list(named_pairs(sorted(cities, key=lambda c: (c.country_iso2, c.geonames_id))))
    if arguments.withhold:
        asked = [name for path in arguments.withhold for name in read_asked(path)]
        digests = sorted(withheld(pairs, asked))
        WITHHELD.write_text("".join(f"{digest}\n" for digest in digests), "utf-8")
    hidden = set(WITHHELD.read_text("utf-8").split())
    learned = [named.pair for named in pairs if named.digest not in hidden]
    stored, rounds = train(list(dict.fromkeys(learned)), load_prior())
    content = json.dumps(stored, ensure_ascii=False, separators=(",", ":")).encode()
    TARGET.write_bytes(gzip.compress(content, compresslevel=9, mtime=0))
    for number, seen in enumerate(rounds, start=1):
        print(f"round {number}: {seen.used} of {len(learned)} pairs, {seen.mean:.3f} a letter")
    print(
        f"{len(stored['symbols'])} symbols, {TARGET.stat().st_size:,} bytes written to {TARGET.name}"
    )


if __name__ == "__main__":
    main()
