"""`tidtam …`: thin commands over the pipeline; what is heavy is imported only when it is used."""

import sys
from typing import Any

import click

from service.cli.coverage import coverage
from service.cli.doctor import doctor
from service.cli.forms import register, schemas
from service.cli.login import login
from service.cli.measuring import kpi, quality
from service.cli.office import export, links, report, status, sweep
from service.cli.rounds import round_
from service.cli.running import demo, emulator, link, serve, worker
from service.cli.structure import adopt, migrate, provision, repair
from service.cli.usage import told_in_thai
from service.errors import ServiceError
from service.memory import collect_rarely


class _Commands(click.Group):
    """The one place where the service's errors, and click's, become a message and an exit code."""

    def make_context(self, *given: Any, **more: Any) -> click.Context:
        with told_in_thai():
            return super().make_context(*given, **more)

    def invoke(self, ctx: click.Context) -> object:
        try:
            with told_in_thai():
                return super().invoke(ctx)
        except ServiceError as error:
            click.secho(str(error), fg="red", err=True)
            sys.exit(error.exit_code)


@click.group(
    cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 120}
)
@click.version_option(package_name="tidtam")
def main() -> None:
    """ติดตาม: เก็บ ตรวจ ตอบ และรายงานตัวชี้วัดบน Google Sheets

    Monitoring and reporting on Google Sheets for Thai education offices.
    """
    collect_rarely()


for command in (
    demo,
    emulator,
    register,
    schemas,
    round_,
    provision,
    repair,
    migrate,
    adopt,
    links,
    sweep,
    status,
    report,
    export,
    coverage,
    kpi,
    quality,
    serve,
    worker,
    link,
    login,
    doctor,
):
    main.add_command(command)
