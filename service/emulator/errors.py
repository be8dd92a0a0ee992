"""Errors in the two JSON forms Google uses: Sheets' with a status word, Drive's with a list of reasons."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]

STATUS_WORDS = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    409: "ALREADY_EXISTS",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    501: "UNIMPLEMENTED",
    503: "UNAVAILABLE",
}

NO_PERMISSION = "The caller does not have permission"
NOT_FOUND = "Requested entity was not found."
PROTECTED = (
    "You are trying to edit a protected cell or object. "
    "Please contact the spreadsheet owner to remove protection if you need to edit."
)
NO_STORAGE = (
    "Service Accounts do not have storage quota. Leverage shared drives "
    "(https://developers.google.com/workspace/drive/api/guides/about-shareddrives), or use OAuth delegation "
    "(http://support.google.com/a/answer/7281227) instead."
)


class ApiError(Exception):
    """An answer other than 200, in the words of Sheets."""

    def __init__(self, code: int, message: str, details: list[Json] | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.details = details

    def body(self) -> Json:
        error: Json = {"code": self.code, "message": self.message, "status": STATUS_WORDS[self.code]}
        if self.details:
            error["details"] = self.details
        return {"error": error}


class DriveError(ApiError):
    """The same in the words of Drive, which names a reason and a domain."""

    def __init__(self, code: int, message: str, reason: str, domain: str = "global") -> None:
        super().__init__(code, message)
        self.reason = reason
        self.domain = domain

    def body(self) -> Json:
        entry = {"message": self.message, "domain": self.domain, "reason": self.reason}
        return {"error": {"code": self.code, "message": self.message, "errors": [entry]}}


class TokenError(Exception):
    """A refusal of the OAuth token endpoint."""

    def __init__(self, error: str, description: str, code: int = 400) -> None:
        super().__init__(description)
        self.code = code
        self.error = error
        self.description = description


def forbidden() -> DriveError:
    message = "The user does not have sufficient permissions for this file."
    return DriveError(403, message, "insufficientFilePermissions")


def not_found_file(file_id: str) -> DriveError:
    return DriveError(404, f"File not found: {file_id}.", "notFound")


def no_storage() -> DriveError:
    return DriveError(403, NO_STORAGE, "storageQuotaExceeded", "usageLimits")
