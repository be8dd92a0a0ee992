"""The pages: dashboard, signed links, reports. They read the store; a worker does the work."""

from service.web.app import create_app as create_app
from service.web.nonces import EntryNonces as EntryNonces
from service.web.serving import serve as serve
