"""Enumerations that Google's documents tell in prose only, and what its answers never say."""

import re

FIELD_WORDS = {
    "Change.changeType": ("file", "drive"),
    "File.spaces[]": ("drive", "appDataFolder", "photos"),
    "Permission.role": ("owner", "organizer", "fileOrganizer", "writer", "commenter", "reader"),
    "Permission.type": ("user", "group", "domain", "anyone"),
}

LEFT_OUT = {
    "CellData.note": "",
    "ChangeList.nextPageToken": "",
    "DimensionRange.sheetId": 0,
    "FileList.nextPageToken": "",
    "GridRange.sheetId": 0,
    "PermissionList.nextPageToken": "",
}
"""In answers these are absent instead (GOOGLE.md §1); SheetProperties.sheetId is there when it is 0."""

SORT_KEY = (
    "(createdTime|folder|modifiedByMeTime|modifiedTime|name|name_natural|quotaBytesUsed|recency"
    "|sharedWithMeTime|starred|viewedByMeTime)( desc)?"
)
PARAMETER_WORDS = {
    "corpora": re.compile("user|domain|drive|allDrives"),
    "orderBy": re.compile(f"{SORT_KEY}(, ?{SORT_KEY})*"),
    "spaces": re.compile("(drive|appDataFolder)(,(drive|appDataFolder))*"),
}
