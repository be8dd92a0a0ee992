"""The settings: what is wrong with each, and names that nobody knows."""

import difflib
from collections.abc import Iterator, Mapping

from service.cli.diagnosis.finding import Finding, Topic
from service.config import Settings, read_settings
from service.errors import ConfigurationError

SETTINGS = Topic("settings", "การตั้งค่า (settings)")
PREFIX, FOR_TESTS = "TIDTAM_", "TIDTAM_TEST_"


class _Asked(dict[str, str]):
    """An environment that remembers which names were asked of it: those are the ones there are."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        super().__init__(environ)
        self.names: set[str] = set()

    def get(self, name: str, default: object = None) -> object:  # type: ignore[override]
        self.names.add(name)
        return super().get(name, default)


def read(environ: Mapping[str, str]) -> tuple[Settings | None, list[Finding]]:
    """The settings as far as they can be used (a wrong one as if unset), and what is wrong with them."""
    asked = _Asked(environ)
    findings: list[Finding] = []
    settings: Settings | None = None
    try:
        settings = read_settings(asked)
    except ConfigurationError as error:
        faults = str(error).splitlines()
        findings += [_fault(fault) for fault in faults]
        names = {fault.partition(":")[0] for fault in faults}
        settings = _without(environ, names)
    findings += _unknown(environ, asked.names)
    if not findings:
        known = sum(name in asked.names for name in environ)
        findings = [SETTINGS.ok(f"ตั้งไว้ {known} ค่า ใช้ได้ทั้งหมด · {known} set, all good")]
    return settings, findings


def _fault(fault: str) -> Finding:
    name, _, rest = fault.partition(":")
    return SETTINGS.error(fault, f"แก้ค่าของ {name} แล้วลองใหม่ · correct {name} ({rest.strip()})")


def _without(environ: Mapping[str, str], names: set[str]) -> Settings | None:
    try:
        return read_settings({name: value for name, value in environ.items() if name not in names})
    except ConfigurationError:
        return None


def _unknown(environ: Mapping[str, str], known: set[str]) -> Iterator[Finding]:
    for name in sorted(environ):
        if name.startswith(PREFIX) and name not in known and not name.startswith(FOR_TESTS):
            near = difflib.get_close_matches(name, known, 1, 0.6)
            remedy = f"อาจหมายถึง {near[0]} · did you mean {near[0]}?" if near else "ลบออก · remove it"
            yield SETTINGS.warning(f"{name}: ไม่มีการตั้งค่าชื่อนี้ · there is no such setting", remedy)
