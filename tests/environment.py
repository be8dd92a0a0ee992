"""The environment of an office on the emulator, as `service.config` reads it."""

from pathlib import Path

from service.emulator import Emulator


def office_environment(emulator: Emulator, home: Path, forms: Path) -> dict[str, str]:
    """What an office of its own under ``home`` needs to find the emulator and its forms."""
    return {
        "TIDTAM_HOME": str(home / "office"),
        "TIDTAM_CREDENTIALS": str(emulator.credentials_path),
        "TIDTAM_GOOGLE_ENDPOINT": emulator.url,
        "TIDTAM_QUOTA": "off",
        "TIDTAM_FOLDER": emulator.shared_drive_id,
        "TIDTAM_FORMS": str(forms),
    }
