"""The Jinja environment of every template: strict, escaped, sandboxed, and safe from what people type.

A school may type anything: Jinja, markup, control characters. It must arrive in Word as typed and can
never be run, break the file, or be mistaken for a placeholder of docxtpl.
"""

import re

from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from service.core.report_context import Card
from service.reports.filters import FILTERS, NOTHING

# XML 1.0 has no way to write these, not even escaped.
_FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Word writes a line break for each of these; \v is what Word itself puts on the clipboard for one.
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")


def environment() -> ImmutableSandboxedEnvironment:
    made = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=True, finalize=_finalize)
    made.filters.update(FILTERS)
    made.filters["chart"] = _no_chart
    return made


def xml_text(text: str) -> str:
    """``text`` without the characters that XML cannot hold, its line ends all "\\n"."""
    return _FORBIDDEN.sub("", _LINE_ENDS.sub("\n", text))


def _finalize(value: object) -> object:
    if value is None:
        return NOTHING
    if isinstance(value, str) and not isinstance(value, Markup):
        return _inert(value)
    return value


def _inert(text: str) -> Markup:
    """Escaped, with braces as references: docxtpl turns "{_{" into "{{" after Jinja is done."""
    safe = str(escape(xml_text(text)))
    return Markup(safe.replace("{", "&#123;").replace("}", "&#125;"))


def _no_chart(card: Card) -> None:
    """Stands for the filter that ``render`` puts here once the pictures are drawn."""
