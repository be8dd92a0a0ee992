"""`tidtam doctor`: what is missing, a line each, with the remedy."""

import os

import click

from service.cli.common import finish, json_option, now


@click.command()
@click.option("--quick", is_flag=True, help="ไม่ถาม Google และหน้าเว็บ · ask neither Google nor the pages")
@json_option
def doctor(quick: bool, as_json: bool) -> None:
    """ตรวจความพร้อม บอกสิ่งที่ขาดและวิธีแก้ · what is missing, one line each, with the remedy

    Exit code: 0 when nothing is wrong (notes may remain), 3 when there are warnings, and for an error its own
    code, 10 or more (10 settings and keys, 11 forms, 13 templates, 21-23 Google). Nothing is changed.
    """
    from service.cli.diagnosis import examine, exit_code

    findings = []
    for finding in examine(os.environ, now, quick=quick):
        findings.append(finding)
        if not as_json:
            click.echo(finding.line())
    code = exit_code(findings)
    if as_json:
        finish(
            True, {"good": not code, "exit_code": code, "findings": [item.data() for item in findings]}, ()
        )
    raise SystemExit(code)
