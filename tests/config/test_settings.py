"""What the environment may say, and how a wrong word in it is told."""

import os
from decimal import Decimal
from pathlib import Path

import pytest

from service.config import NO_QUOTA, ROOT, read_settings
from service.errors import ConfigurationError


def test_an_empty_environment_is_enough() -> None:
    settings = read_settings({})
    home = Path("var").resolve()
    assert settings.database_url == f"sqlite:///{home / 'tidtam.db'}"
    assert settings.queue_url == f"sqlite:///{home / 'queue.db'}"
    assert (settings.host, settings.port, settings.public_url) == ("127.0.0.1", 8000, "http://127.0.0.1:8000")
    assert (settings.sharing, settings.sweep_minutes, settings.log_level) == ("link", 5, "INFO")
    assert (settings.forms, settings.templates) == (ROOT / "sheet_schemas", ROOT / "templates")
    assert settings.reports == home / "reports"
    assert settings.google_endpoint == settings.folder == settings.province == ""
    assert settings.credentials == (Path("credentials.json"),)


def test_the_home_carries_the_databases_with_it(tmp_path: Path) -> None:
    settings = read_settings({"TIDTAM_HOME": str(tmp_path)})
    assert str(tmp_path / "tidtam.db") in settings.database_url
    assert settings.reports == tmp_path / "reports"


@pytest.mark.parametrize("parting", [",", ", ", os.pathsep])
def test_several_key_files_are_several_accounts(parting: str) -> None:
    settings = read_settings({"TIDTAM_CREDENTIALS": f"a.json{parting}~/keys{parting}"})
    assert settings.credentials == (Path("a.json"), Path.home() / "keys")


def test_the_quota_is_googles_unless_another_is_set() -> None:
    assert read_settings({}).quota == read_settings({"TIDTAM_QUOTA": ""}).quota == (60, 300)
    assert read_settings({"TIDTAM_QUOTA": "30/150"}).quota == (30, 150)
    assert read_settings({"TIDTAM_QUOTA": "off"}).quota == NO_QUOTA


def test_the_office_says_which_kpis_have_a_target() -> None:
    assert read_settings({}).kpi_targets == (None, None, None)
    found = read_settings({"TIDTAM_KPI_TARGETS": "90/ /99.5"}).kpi_targets
    assert found == (Decimal(90), None, Decimal("99.5"))


def test_a_platforms_own_port_is_taken_unless_ours_is_set() -> None:
    assert read_settings({"PORT": "5000"}).port == 5000
    assert read_settings({"PORT": "5000", "TIDTAM_PORT": "8080"}).port == 8080
    assert read_settings({"TIDTAM_PORT": ""}).port == 8000


def test_an_address_loses_its_last_slash() -> None:
    assert read_settings({"TIDTAM_PUBLIC_URL": "https://t.example/"}).public_url == "https://t.example"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TIDTAM_PORT", "eighty"),
        ("TIDTAM_KPI_TARGETS", "90/80"),
        ("TIDTAM_KPI_TARGETS", "90/80/100.01"),
        ("TIDTAM_KPI_TARGETS", "๙๐/80/100"),
        ("TIDTAM_PORT", "0"),
        ("TIDTAM_PORT", "70000"),
        ("TIDTAM_PORT", "๘๐๐๐"),
        ("PORT", "-1"),
        ("TIDTAM_SWEEP_MINUTES", "1441"),
        ("TIDTAM_SHARING", "everyone"),
        ("TIDTAM_PUBLIC_URL", "t.example"),
        ("TIDTAM_GOOGLE_ENDPOINT", "ftp://t.example"),
        ("TIDTAM_QUOTA", "60"),
        ("TIDTAM_QUOTA", "0/300"),
        ("TIDTAM_QUOTA", "๖๐/๓๐๐"),
    ],
)
def test_a_wrong_value_is_named_with_its_variable(name: str, value: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        read_settings({name: value})
    assert str(caught.value).startswith(f"{name}: {value!r} must be ")


def test_every_fault_is_listed_at_once() -> None:
    wrong = {
        "TIDTAM_PORT": "x",
        "TIDTAM_SWEEP_MINUTES": "0",
        "TIDTAM_SHARING": "all",
        "TIDTAM_PUBLIC_URL": "t",
    }
    with pytest.raises(ConfigurationError) as caught:
        read_settings(wrong)
    assert {line.partition(":")[0] for line in str(caught.value).splitlines()} == set(wrong)
