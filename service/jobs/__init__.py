"""Work done away from the pages: huey tasks, and the worker that runs them."""

from service.jobs.tasks import Tasks as Tasks
from service.jobs.tasks import Work as Work
from service.jobs.tasks import register as register
from service.jobs.worker import run_worker as run_worker
from service.jobs.worker import start_embedded as start_embedded
