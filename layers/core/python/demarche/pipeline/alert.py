"""Changed event to alert: decides what is worth telling, and tells it once.

At least once in truth: a crash between publishing and noting it sends the alert again, under the same
CloudEvents id, by which a consumer drops it. Noting it first would lose the alert instead.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass

from demarche.events import what_changed
from demarche.models import Alert, Change
from demarche.pipeline.ports import AlertLedger, AlertPublisher, Clock, StoredEvent

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class SendAlert:
    """The use case; call it with an event before and after one write. Returns the alert if one was sent."""

    ledger: AlertLedger
    publisher: AlertPublisher
    clock: Clock

    def __call__(self, old: StoredEvent | None, new: StoredEvent) -> Alert | None:
        alert = alert_of(old, new)
        if alert is None:
            return None
        # The version sets apart two alerts of the same state: told, taken back, told again.
        message_id = f"{alert.alert_id}.{new.version}"
        if not self.ledger.claim(message_id, now=self.clock()):
            logger.info("alert_repeated", extra={"alert_id": message_id})
            return None
        self.publisher.publish(alert, message_id=message_id)
        self.ledger.confirm(message_id, now=self.clock())
        logger.info(
            "alert_sent", extra={"alert_id": message_id, "event_id": alert.event.event_id, "change": alert.change}
        )
        return alert


def alert_of(old: StoredEvent | None, new: StoredEvent) -> Alert | None:
    """Return the alert that the change from ``old`` to ``new`` is worth, None for none."""
    told = _change(old, new)
    if told is None:
        return None
    change, fields = told
    return Alert(change=change, event=new.event, what_changed=fields, occurred=new.changed)


def _change(old: StoredEvent | None, new: StoredEvent) -> tuple[Change, tuple[str, ...]] | None:
    was_live = old is not None and old.is_live
    if old is None or not was_live:
        return ("new", ()) if new.is_live else None
    if not new.is_live:
        return ("retracted", ())
    if fields := what_changed(old.event, new.event):
        return ("updated", fields)
    # The first telling by another publisher makes news; the tenth doesn't.
    if len(old.publishers) == 1 and len(new.publishers) > 1:
        return ("corroborated", ())
    return None
