"""What every implementation of the ports does, in memory and on AWS alike."""

from __future__ import annotations

from datetime import timedelta

import pytest
from articles import CONSULT, NOW, SANCTION, article, mentions
from stores import Stores

from demarche.events import build, event_id
from demarche.models import Article, RejectedArticle
from demarche.pipeline.extract import replace_mentions
from demarche.pipeline.ports import (
    ArticleRecord,
    Conflict,
    EventQuery,
    EventWrite,
    StoredEvent,
    UploadRecord,
    rejection_id,
)


def bring(stores: Stores, *made: Article, key: str = "a.json") -> list[ArticleRecord]:
    record = stores.articles.upload(key)
    ids = record.article_ids | {a.article_id for a in made}
    saved = stores.articles.save_upload(record.model_copy(update={"article_ids": ids}), now=NOW)
    return [stores.articles.link(a, saved, now=NOW) for a in made]


def tell(stores: Stores, made: Article) -> list[StoredEvent]:
    """Bring an article and write its events."""
    (record,) = bring(stores, made)
    changed = replace_mentions(made.article_id, mentions(made), record.revision, events=stores.events, now=NOW)
    return [stores.events.load(key) for key in changed]


def test_an_upload_is_read_as_it_was_written(stores: Stores) -> None:
    stores.put_upload("reuters/ä b+c.txt", b"text")

    upload = stores.inbox.read("reuters/ä b+c.txt", max_bytes=10)

    assert (upload.data, upload.size) == (b"text", 4)


def test_an_upload_beyond_the_limit_is_not_read(stores: Stores) -> None:
    stores.put_upload("big.txt", b"12345")

    upload = stores.inbox.read("big.txt", max_bytes=4)

    assert (upload.data, upload.size) == (None, 5)


def test_a_missing_upload_is_none(stores: Stores) -> None:
    assert stores.inbox.read("nothing", max_bytes=10) is None


def test_an_article_comes_back_from_the_corpus_as_it_went_in(stores: Stores) -> None:
    made = article(SANCTION)

    assert stores.corpus.put(made, replace=False)
    assert stores.corpus.get(made.article_id) == made
    assert list(stores.corpus.article_ids()) == [made.article_id]


def test_an_article_is_written_once_unless_replaced(stores: Stores) -> None:
    made = article(SANCTION)
    stores.corpus.put(made, replace=False)

    assert not stores.corpus.put(made, replace=False)
    assert stores.corpus.put(made, replace=True)


def test_a_deleted_article_is_gone_and_can_be_deleted_again(stores: Stores) -> None:
    made = article(SANCTION)
    stores.corpus.put(made, replace=False)

    stores.corpus.delete(made.article_id)
    stores.corpus.delete(made.article_id)

    assert stores.corpus.get(made.article_id) is None


def test_rejections_are_kept_with_their_reason_until_released(stores: Stores) -> None:
    note = RejectedArticle(origin="x.bin", reason="binary", detail="Expected text.")
    key = rejection_id("x.bin", note)

    stores.corpus.quarantine(key, note)
    kept = list(stores.corpus.rejections())
    stores.corpus.release(key)

    assert kept == [note]
    assert list(stores.corpus.rejections()) == []


def test_two_writers_of_one_upload_record_conflict(stores: Stores) -> None:
    record = stores.articles.upload("a.json")
    stores.articles.save_upload(record, now=NOW)

    with pytest.raises(Conflict):
        stores.articles.save_upload(record, now=NOW)


def test_linking_twice_counts_one_upload(stores: Stores) -> None:
    made = article(SANCTION)
    bring(stores, made)
    saved = stores.articles.upload("a.json")

    again = stores.articles.link(made, saved, now=NOW)

    assert (again.uploads, again.status) == (1, "received")


def test_a_link_on_behalf_of_an_outdated_upload_record_conflicts(stores: Stores) -> None:
    made = article(SANCTION)
    outdated = stores.articles.save_upload(UploadRecord(key="a.json"), now=NOW)
    stores.articles.save_upload(outdated, now=NOW)

    with pytest.raises(Conflict):
        stores.articles.link(made, outdated, now=NOW)


def test_an_article_is_retracted_with_its_last_upload(stores: Stores) -> None:
    made = article(SANCTION)
    bring(stores, made, key="a.json")
    bring(stores, made, key="b.json")

    first = stores.articles.unlink(made.article_id, stores.articles.upload("a.json"), now=NOW)
    last = stores.articles.unlink(made.article_id, stores.articles.upload("b.json"), now=NOW)

    assert (first.status, last.status) == ("received", "retracted")


def test_marking_over_an_outdated_record_conflicts(stores: Stores) -> None:
    (record,) = bring(stores, article(SANCTION))
    stores.articles.mark(record, "extracted", now=NOW)

    with pytest.raises(Conflict):
        stores.articles.mark(record, "failed", "why", now=NOW)


def test_an_event_is_loaded_with_all_its_mentions(stores: Stores) -> None:
    one, two = article(SANCTION, publisher="AFP"), article(SANCTION, publisher="Kyodo")

    tell(stores, one)
    (stored,) = tell(stores, two)

    assert {m.article_id for m in stored.event.mentions} == {one.article_id, two.article_id}
    assert (stored.version, stored.publishers, stored.mention_count) == (2, ("AFP", "Kyodo"), 2)


def test_a_stored_event_equals_the_one_that_was_built(stores: Stores) -> None:
    made = article(SANCTION)
    found = mentions(made)

    (stored,) = tell(stores, made)

    assert stored.event == build(event_id(found[0]), found)


def test_an_article_knows_its_events_and_mentions(stores: Stores) -> None:
    made = article(SANCTION, CONSULT)

    told = tell(stores, made)

    assert stores.events.event_ids_of(made.article_id) == {s.event.event_id for s in told}
    assert {m.mention_id for m in stores.events.mentions_of(made.article_id)} == {m.mention_id for m in mentions(made)}


def test_writing_an_event_over_another_version_conflicts(stores: Stores) -> None:
    made = article(SANCTION)
    (stored,) = tell(stores, made)
    revision = stores.articles.article(made.article_id).revision
    write = EventWrite(
        event_id=stored.event.event_id,
        event=stored.event,
        previous=None,
        article_id=made.article_id,
        article_revision=revision,
        changed=NOW,
    )

    with pytest.raises(Conflict):
        stores.events.commit(write)


def test_writing_for_an_article_that_moved_on_conflicts_and_leaves_nothing(stores: Stores) -> None:
    made = article(SANCTION)
    (record,) = bring(stores, made)
    stores.articles.mark(record, "failed", "why", now=NOW)

    with pytest.raises(Conflict):
        replace_mentions(made.article_id, mentions(made), record.revision, events=stores.events, now=NOW)

    assert stores.events.event_ids_of(made.article_id) == set()
    assert stores.events.find(EventQuery()) == []


def test_a_retracted_event_leaves_the_listings_but_not_the_changes(stores: Stores) -> None:
    made = article(SANCTION)
    tell(stores, made)
    revision = stores.articles.article(made.article_id).revision

    replace_mentions(made.article_id, (), revision, events=stores.events, now=NOW)

    assert stores.events.find(EventQuery(country="FRA")) == []
    changed = stores.events.changed_since(NOW - timedelta(hours=1), until=NOW)
    assert [(s.state, s.event.type) for s in changed] == [("retracted", "SANCTION")]
    assert stores.events.mentions_of(made.article_id) == []


@pytest.mark.parametrize(
    "query",
    [
        EventQuery(country="RUS"),
        EventQuery(dyad="FRA-RUS"),
        EventQuery(type="SANCTION"),
        EventQuery(country="FRA", type="SANCTION"),
        EventQuery(since="2026-03-02"),
        EventQuery(country="FRA", since="2026-03", until="2026-03-02"),
    ],
    ids=str,
)
def test_events_are_found_by_country_dyad_type_and_date(stores: Stores, query: EventQuery) -> None:
    tell(stores, article(SANCTION, CONSULT))

    assert [s.event.type for s in stores.events.find(query)] == ["SANCTION"]


@pytest.mark.parametrize(
    "query",
    [EventQuery(country="KEN"), EventQuery(until="2026-02-28"), EventQuery(country="FRA", type="CONSULT")],
    ids=str,
)
def test_events_that_do_not_match_are_not_found(stores: Stores, query: EventQuery) -> None:
    tell(stores, article(SANCTION, CONSULT))

    assert stores.events.find(query) == []


def test_found_events_come_newest_first_and_no_more_than_asked_for(stores: Stores) -> None:
    days = ("2026-01-05", "2026-02-01", "2025-12-31", "2026-01-20")
    tell(stores, article(*(f"France ACCUSE Russia on {day}." for day in days)))

    found = stores.events.find(EventQuery(country="FRA", limit=3))

    assert [s.event.date for s in found] == ["2026-02-01", "2026-01-20", "2026-01-05"]


def test_changes_come_in_the_order_of_time_from_the_moment_on(stores: Stores) -> None:
    made = article(SANCTION, CONSULT)
    (record,) = bring(stores, made)
    for minutes, mention in enumerate(mentions(made)):
        others = stores.events.mentions_of(made.article_id)
        replace_mentions(
            made.article_id,
            [*others, mention],
            record.revision,
            events=stores.events,
            now=NOW + timedelta(minutes=minutes),
        )

    everything = stores.events.changed_since(NOW, until=NOW + timedelta(days=1))
    later = stores.events.changed_since(NOW + timedelta(seconds=30), until=NOW + timedelta(days=1))

    assert [s.event.type for s in everything] == ["SANCTION", "CONSULT"]
    assert [s.event.type for s in later] == ["CONSULT"]


def test_an_alert_is_claimed_until_it_is_confirmed(stores: Stores) -> None:
    first = stores.ledger.claim("a", now=NOW)
    after_a_crash = stores.ledger.claim("a", now=NOW)
    stores.ledger.confirm("a", now=NOW)
    after_sending = stores.ledger.claim("a", now=NOW)

    assert (first, after_a_crash, after_sending) == (True, True, False)
