"""Who may fill a file: the register's addresses, or everybody with the link."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from service.errors import GoogleBusyError, GoogleError
from service.steps.context import Service
from service.steps.remembering import LINK, recall, remember


@dataclass(slots=True)
class Sharing:
    """Shares files once; what Google refuses is told at the end and keeps no other file from being shared."""

    service: Service
    problems: list[str] = field(default_factory=list)
    news: list[str] = field(default_factory=list)
    _waiting: int = 0
    _exhausted: bool = False

    def share(self, file_id: str, name: str, emails: Sequence[str]) -> None:
        """Share the file with each address it is not shared with yet; without any, by its link."""
        made = recall(self.service, file_id)
        wanted = list(dict.fromkeys(email for email in emails if email))
        if self.service.sharing != "email" or not wanted:
            wanted = [LINK]
        done = [who for who in wanted if who not in made.shared and self._share_with(file_id, name, who)]
        if done:
            made = replace(recall(self.service, file_id), shared=(*made.shared, *done))
            remember(self.service, file_id, made)
            self._tell_of_former(name, made.shared, wanted)

    def _share_with(self, file_id: str, name: str, who: str) -> bool:
        if self._exhausted:
            self._waiting += 1
            return False
        try:
            self.service.google.share(file_id, "" if who == LINK else who)
        except GoogleBusyError:
            # Google limits how many are invited in a day: asking on for each school would take hours.
            self._exhausted, self._waiting = True, self._waiting + 1
            return False
        except GoogleError as error:
            self.problems.append(f"{name}: แชร์กับ {_words(who)} ไม่ได้ แก้อีเมลในทะเบียน (not shared: {error})")
            return False
        return True

    def _tell_of_former(self, name: str, shared: Iterable[str], wanted: Sequence[str]) -> None:
        former = [who for who in shared if who not in wanted]
        if former:
            words = ", ".join(_words(who) for who in former)
            self.news.append(f"{name}: {words} ยังเข้าได้เหมือนเดิม ถอนเองถ้าไม่ใช้แล้ว (still has access)")

    def finish(self) -> None:
        """Say how many wait because Google would take no more."""
        if self._waiting:
            self.problems.append(
                f"ยังไม่ได้แชร์ {self._waiting} ไฟล์ เพราะ Google จำกัดจำนวนต่อวันหรือไม่ตอบ: "
                "สั่ง provision อีกครั้งภายหลัง (sharing limit reached: run provision again later)"
            )


def _words(who: str) -> str:
    return "ทุกคนที่มีลิงก์ (everybody with the link)" if who == LINK else who
