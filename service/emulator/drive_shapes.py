"""The table of JSON shapes of Drive v3 that the emulator answers with, after Google's discovery document."""

from __future__ import annotations

from .shapes import read_shapes

SHAPES = read_shapes("""
FileList: files=File[] incompleteSearch=b kind nextPageToken
File: appProperties=any capabilities=any clientEncryptionDetails=any contentHints=any
    contentRestrictions=any[] copyRequiresWriterPermission=b createdTime description
    downloadRestrictions=any driveId explicitlyTrashed=b exportLinks=any fileExtension folderColorRgb
    fullFileExtension hasAugmentedPermissions=b hasThumbnail=b headRevisionId iconLink id
    imageMediaMetadata=any inheritedPermissionsDisabled=b isAppAuthorized=b kind labelInfo=any
    lastModifyingUser=User linkShareMetadata=any md5Checksum mimeType modifiedByMe=b modifiedByMeTime
    modifiedTime name originalFilename ownedByMe=b owners=User[] parents=s[] permissionIds=s[]
    permissions=Permission[] properties=any quotaBytesUsed resourceKey sha1Checksum sha256Checksum shared=b
    sharedWithMeTime sharingUser=User shortcutDetails=any size spaces=s[] starred=b teamDriveId
    thumbnailLink thumbnailVersion trashed=b trashedTime trashingUser=User version videoMediaMetadata=any
    viewedByMe=b viewedByMeTime viewersCanCopyContent=b webContentLink webViewLink writersCanShare=b
User: displayName emailAddress kind me=b permissionId photoLink
Permission: allowFileDiscovery=b deleted=b displayName domain emailAddress expirationTime id
    inheritedPermissionsDisabled=b kind pendingOwner=b permissionDetails=any[] photoLink role
    teamDrivePermissionDetails=any[] type view
PermissionList: kind nextPageToken permissions=Permission[]
ChangeList: changes=Change[] kind newStartPageToken nextPageToken
Change: changeType drive=Drive driveId file=File fileId kind removed=b teamDrive=any teamDriveId time type
Drive: backgroundImageFile=any backgroundImageLink capabilities=any colorRgb createdTime hidden=b id kind
    name orgUnitId restrictions=any themeId
StartPageToken: kind startPageToken
CommentList: comments=Comment[] kind nextPageToken
Comment: anchor assigneeEmailAddress author=User content createdTime deleted=b htmlContent id kind
    mentionedEmailAddresses=s[] modifiedTime quotedFileContent=any replies=Reply[] resolved=b
Reply: action assigneeEmailAddress author=User content createdTime deleted=b htmlContent id kind
    mentionedEmailAddresses=s[] modifiedTime
DriveList: drives=Drive[] kind nextPageToken
About: appInstalled=b canCreateDrives=b canCreateTeamDrives=b driveThemes=any[] exportFormats=any
    folderColorPalette=s[] importFormats=any kind maxImportSizes=any maxUploadSize storageQuota=any
    teamDriveThemes=any[] user=User
""")
