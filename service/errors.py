"""Every exception this service raises. Faults in the data are issues (core/issues.py), not exceptions.

One root, so that cli, web and worker each need a single ``except ServiceError``. A class says with
which code a command exits, which HTTP status a page answers, and whether trying again can help.
The docstring of a class is its message when none is given.
"""

from typing import ClassVar


class ServiceError(Exception):
    """The service could not do this."""

    exit_code: ClassVar[int] = 1
    http_status: ClassVar[int] = 500
    retryable: ClassVar[bool] = False

    def __init__(self, message: str = "") -> None:
        super().__init__(message or (self.__doc__ or "").strip())


class ConfigurationError(ServiceError):
    """A setting is missing or wrong."""

    exit_code = 10


class DefinitionError(ServiceError):
    """A form in sheet_schemas/ cannot be used.

    ``faults`` holds one line for each fault: file, line, key, what is wrong and what to write.
    """

    exit_code = 11

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


class RegisterError(ServiceError):
    """The register of respondents cannot be used; one line for each fault."""

    exit_code = 12

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


class TemplateError(ServiceError):
    """A Word template cannot be filled."""

    exit_code = 13


class NotFoundError(ServiceError):
    """There is no such form, round, respondent or report."""

    exit_code = 14
    http_status = 404


class RefusedError(ServiceError):
    """This is not allowed in the present state."""

    exit_code = 15
    http_status = 409


class LinkError(ServiceError):
    """ลิงก์นี้ใช้ไม่ได้แล้ว: เปิดใหม่จากชีตควบคุม (this link is not valid: open it from the control sheet)."""

    exit_code = 16
    http_status = 403


class GoogleError(ServiceError):
    """Google did not do what was asked."""

    exit_code = 20
    http_status = 502


class GoogleAccessError(GoogleError):
    """Google refuses access: share the file or the drive with the service account."""

    exit_code = 21


class GoogleProtectedError(GoogleError):
    """A protected cell that our account may not edit."""

    exit_code = 24


class GoogleMissingError(GoogleError):
    """The file is not there (deleted, or never shared with the service account)."""

    exit_code = 22


class GoogleBusyError(GoogleError):
    """Google is busy or the quota is used up; the next sweep tries again."""

    exit_code = 23
    http_status = 503
    retryable = True
    quota = False  # whether it is the quota: then nothing was done, and waiting helps
