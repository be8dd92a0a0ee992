"""What to write instead, for faults whose own words say only what is wrong.

One table, so that a check says what it found and every fault still ends with something to do.
"""

import re

DOES = re.compile(
    r"\b(write|rename|add|take|use|check|put|save|split|compare|give|begin|move|delete|clear|mean|change|narrow|multiply|leave)\b"
)
"""Words by which a fault already says what to do."""
NAMES = re.compile(r"(?<!\w)'[^']*'|\"[^\"]*\"|\b[A-Za-z_]\w*(?=\()")
"""What a fault repeats of the file: texts in quotes and names of functions. They are no remedy."""
REMEDIES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), remedy)
    for pattern, remedy in (
        ("there is no group", "write the id of a group under groups, or add it there"),
        (
            "there is no field|names no field",
            "write the name of a field under schema.fields, or add it",
        ),
        ("there is no list", "write codes/<list> for a file codes/<list>.csv beside the form"),
        ("there is no", "write a name that stands in this form, or add it"),
        ("is no round of this form", "write one of these rounds, or add this one to form.rounds"),
        ("the last day lies before the first", "write the first day first"),
        ("is no number", "write it without quotes, as 900"),
        ("is not below", "write the smaller number first"),
        ("no gap, no overlap", "write each band from where the one before ends"),
        ("is larger than maximum", "write the smaller number as minimum"),
        ("needs (type|constraints|categories)", "write it so"),
        ("no regular expression", "write a pattern such as 0[0-9]{8,9}, or take it out"),
        ("list stands alone", "write layouts: [list], or take list out"),
        ("must be of type boolean", "write the name of a field of kind yes_no"),
        ("both needed", "add the missing one"),
        ("a truth is wanted", "write a comparison such as a <= b"),
        ("a number is wanted", "write a number or the name of a field that holds one"),
        ("a text is wanted", "write a 'text' in quotes"),
        ("cannot be compared", "compare two numbers or two texts"),
        ("can only be compared", "use == or != here"),
        ("in quotes is wanted", "write it in quotes"),
        ("the name of a field is wanted", "write the name of one field"),
        ("are known", "use these"),
        ("exist here", "write it with these"),
        ("cannot stand here", "use another function, or take it out"),
        (r"takes \S+ to \S+ values", "write that many, with commas between"),
        ("must be of one kind", "give all numbers or all texts"),
        ("stand before a value", "take the sign out"),
        ("a number has at most", "write a shorter number"),
        ("round in a circle", "take this part out"),
        ("refers to something else already", "take one of the two out"),
        ("does not belong to", "take it out"),
        ("is no year", "write a year as 2566"),
        ("must run over", "write a later year"),
        ("is missing here", "add it"),
        ("lies before", "write a later day"),
        ("has no field", "write the name of one of its fields"),
        ("matches no|no field matches", "write a pattern that fits the names of fields, as p*_all"),
        ("never closed", "write the closing one"),
        ("round brackets", "use ( and )"),
        ("nested", "split it into several"),
        ("", "see docs/forms.th.md and write it as shown there"),
    )
)


def with_remedy(message: str) -> str:
    """The message, with what to do when it does not say so itself."""
    told = NAMES.sub("…", message)
    if DOES.search(told):
        return message
    return f"{message}; {next(remedy for found, remedy in REMEDIES if found.search(told))}"
