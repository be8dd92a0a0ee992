"""`python -m tests.wire FILE.jsonl`: what `tidtam emulator --record` wrote, judged."""

import sys
from pathlib import Path

from service.emulator.traffic import recorded

from .plugin import listed
from .watch import Watch


def main(path: Path) -> int:
    watch = Watch()
    for exchange in recorded(path):
        watch(exchange)
    faults = watch.take()
    sys.stdout.write("\n".join([*([listed(faults)] if faults else []), watch.tally.line(), ""]))
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
