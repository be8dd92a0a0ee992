"""What people read when something cannot be done: what, and what to do."""

import logging
import traceback

from flask import Flask, render_template, request
from werkzeug.exceptions import HTTPException

from service.core.schema import Text
from service.errors import ServiceError

log = logging.getLogger(__name__)

Page = tuple[str, int]
OTHER = 500
WORDS: dict[int, tuple[Text, Text]] = {
    401: (
        Text("ต้องเข้าด้วยลิงก์ก่อน", "Open the one-time link first"),
        Text(
            "ดูหน้าต่างคำสั่งที่เปิดระบบไว้ แล้วเปิดลิงก์ที่แสดงอยู่ในนั้น ถ้าใช้ไปแล้วหรือหาไม่พบ ให้สั่ง tidtam link เพื่อขอลิงก์ใหม่",
            "use the link printed in the terminal, or run: tidtam link",
        ),
    ),
    403: (
        Text("เปิดหน้านี้ไม่ได้", "This page may not be opened"),
        Text(
            "ถ้ามาจากลิงก์ ให้เปิดใหม่จากชีตควบคุม ขณะนี้ระบบเปิดได้จากเครื่องที่ติดตั้งเท่านั้น",
            "open the link again from the control sheet; for now only this machine is served",
        ),
    ),
    404: (
        Text("ไม่พบสิ่งที่ขอ", "Not found"),
        Text("ตรวจที่อยู่ หรือเปิดใหม่จากหน้าแรกหรือชีตควบคุม", "check the address, or start from the front page"),
    ),
    405: (
        Text("คำขอนี้ทำที่หน้านี้ไม่ได้", "Not possible here"),
        Text("กลับไปหน้าก่อน แล้วกดปุ่มในหน้านั้น", "go back and use the button"),
    ),
    409: (
        Text("ยังทำสิ่งนี้ไม่ได้", "Not possible now"),
        Text("อ่านเหตุผลด้านล่าง แก้แล้วลองใหม่", "see the reason below, then try again"),
    ),
    503: (
        Text("ระบบไม่ว่างชั่วคราว", "Busy for the moment"),
        Text("รอสักครู่แล้วลองใหม่", "wait a moment and try again"),
    ),
    OTHER: (
        Text("ระบบขัดข้อง", "Something went wrong"),
        Text(
            "ข้อมูลที่กรอกไว้ไม่หาย ลองใหม่อีกครั้ง ถ้ายังไม่ได้ให้แจ้งผู้ดูแลระบบพร้อมเวลาที่เกิด",
            "no data is lost; try again, or tell whoever runs the service",
        ),
    ),
}


def handle(app: Flask) -> None:
    app.register_error_handler(ServiceError, _service_error)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _unexpected)


def _service_error(error: ServiceError) -> Page:
    log.warning("%s", error, extra=_where() | {"kind": type(error).__name__})
    own_words = str(error) != (error.__doc__ or "").strip()  # else the page says it already, in Thai
    return page(error.http_status, str(error) if own_words else "")


def _http_error(error: HTTPException) -> Page:
    return page(error.code or OTHER)


def _unexpected(error: Exception) -> Page:
    # The places only: the message of an unforeseen exception may hold what a school typed.
    places = "".join(traceback.format_tb(error.__traceback__))
    log.error("page failed at\n%s", places, extra=_where() | {"kind": type(error).__name__})
    return page(OTHER)


def _where() -> dict[str, str]:
    """The route, not the address: addresses of report pages are keys."""
    return {"action": "page_failed", "route": request.endpoint or "unknown"}


def page(status: int, detail: str = "") -> Page:
    title, remedy = WORDS.get(status, WORDS[OTHER])
    return render_template("message.html", title=title, remedy=remedy, detail=detail), status
