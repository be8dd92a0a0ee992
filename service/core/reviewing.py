"""Drafts: a definition that somebody proposed, and the day by which it is to be reviewed."""

from datetime import date

from service.core.normalise import thai_date


def review_note(authored_by: str, review_by: date | None, today: date) -> str:
    """What to say of a draft whose day of review is past; "" for one in time, or nobody's draft."""
    if not authored_by or review_by is None or today <= review_by:
        return ""
    return (
        f"“{authored_by}” ควรทบทวนภายใน {thai_date(review_by, short=True)} "
        f"เลยมา {(today - review_by).days} วัน (to be reviewed by {review_by})"
    )
