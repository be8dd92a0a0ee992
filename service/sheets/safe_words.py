"""What may be repeated of Google's sentences: they quote what was sent, and that is what schools typed."""

import re

_COMMON = """
a above access action add added all already an and another any api are array as at attempt attempted
backend bad batch be because been before being below body bound bounds but by call caller cannot can't
cell cells change changed character characters column columns condition conditional contact contains
content could create current data deadline delete deleted dimension document does doesn't duplicate
each edit editor editors empty encountered end entire entity error exceed exceeded exceeds exist exists
expected failed field fields file filter first folder for format formula found frozen from given grid
group has have header height hide id if in increase index input inside insert internal into invalid is
it its json last least length less limit limits list location longer mask match maximum merge merged
metadata method minimum missing more most move multiple must name named names need no non-empty not
null number numbers object of on one only operation or out outside overlap overlapping owner parameter
parent parse part partially paste payload per permission permissions please position properties
property protected protection protections provided query quota range ranges read reason received remove
removed request requested requests required response retry root row rows rule same save service set
sheet sheets should size sort specified spreadsheet start supported table than that the there they this
to too total trying type unable unavailable unknown unsupported up update use user valid value values
violates was were when where which while whole width will with within without workbook write you your
zero
"""
_WORDS = frozenset(_COMMON.split())
_PATH = re.compile(r"requests\[\d{1,4}\](?:\.[a-zA-Z_]{3,40})?")
_EDGES = " \t\n.,:;!?()'\""


def safe_words(text: str, longest: int = 200) -> str:
    """The sentence with everything that is not a common word of Google's replaced by "…"."""
    kept: list[str] = []
    for word in text.split():
        bare = word.strip(_EDGES)
        safe = bare.lower() in _WORDS or _PATH.fullmatch(bare)
        if safe or not kept or kept[-1] != "…":
            kept.append(word if safe else "…")
    return " ".join(kept)[:longest]
