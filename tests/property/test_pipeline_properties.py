"""Whatever the order and however often messages come, the pipeline ends in the same state."""

from __future__ import annotations

from datetime import UTC, datetime

from articles import NOW, article
from hypothesis import given, settings
from hypothesis import strategies as st
from keyword_extractor import COUNTRIES, QUAD_CLASS, KeywordExtractor

from demarche.messaging.cloudevents import envelope, from_json, to_json
from demarche.models import Article, Event
from demarche.pipeline.alert import alert_of
from demarche.pipeline.extract import Extract
from demarche.pipeline.ingest import Ingest
from demarche.pipeline.ports import EventQuery
from demarche.storage import keys
from demarche.storage.memory import MemoryArticles, MemoryCorpus, MemoryEvents, MemoryInbox

SENTENCES = st.builds(
    "{} {}{} {} on 2026-03-0{}.".format,
    st.sampled_from(["France", "Russia"]),
    st.sampled_from(["", "may "]),
    st.sampled_from(sorted(QUAD_CLASS)),
    st.sampled_from(sorted(COUNTRIES)),
    st.integers(1, 2),
)
ARTICLES = st.builds(
    lambda sentences, publisher: article(*sentences, publisher=publisher),
    st.lists(SENTENCES, min_size=1, max_size=3),
    st.sampled_from(["AFP", "Kyodo"]),
)


class World:
    """The pipeline in memory. An upload's bytes are the position of its article in a list."""

    def __init__(self, articles: list[Article]) -> None:
        self.inbox, self.corpus, self.records = MemoryInbox(), MemoryCorpus(), MemoryArticles()
        self.events = MemoryEvents(self.records)

        def read(data: bytes, *, name: str, metadata: object = None) -> list[Article]:
            return [articles[int(data)]]

        self.ingest = Ingest(self.inbox, self.corpus, self.records, self.events, read, lambda: NOW)
        self.extract = Extract(self.corpus, self.records, self.events, KeywordExtractor(), lambda: NOW)

    def state(self) -> list[Event]:
        return [stored.event for stored in self.events.find(EventQuery(limit=1000))]


@settings(max_examples=60, deadline=None)
@given(st.lists(ARTICLES, min_size=1, max_size=4), st.data())
def test_the_final_state_depends_only_on_what_is_in_the_inbox(articles: list[Article], data: st.DataObject) -> None:
    world, left = World(articles), set(range(len(articles)))
    for number in data.draw(st.lists(st.integers(0, len(articles) - 1), max_size=12)):
        if number in left and data.draw(st.booleans()):
            world.inbox.objects[str(number)] = str(number).encode()
        else:
            world.inbox.objects.pop(str(number), None)
        if data.draw(st.booleans()):
            world.ingest(str(number))
        for article_id in data.draw(st.lists(st.sampled_from([a.article_id for a in articles]), max_size=2)):
            world.extract(article_id)
    for number in data.draw(st.permutations(sorted(left))):
        world.ingest(str(number))
    for article_id in data.draw(st.permutations([a.article_id for a in articles])):
        world.extract(article_id)

    fresh = World(articles)
    fresh.inbox.objects = dict(world.inbox.objects)
    for number in sorted(left):
        fresh.ingest(str(number))
    for made in articles:
        fresh.extract(made.article_id)

    assert world.state() == fresh.state()


@settings(max_examples=60, deadline=None)
@given(st.lists(ARTICLES, min_size=1, max_size=4))
def test_alerts_survive_the_way_through_json(articles: list[Article]) -> None:
    world = World(articles)
    for number in range(len(articles)):
        world.inbox.objects[str(number)] = str(number).encode()
        world.ingest(str(number))
        world.extract(articles[number].article_id)

    for old, new in world.events.stream:
        alert = alert_of(old, new)
        if alert is not None:
            made = envelope(alert, message_id=f"{alert.alert_id}.{new.version}")
            assert from_json(to_json(made)) == made


@given(st.datetimes(min_value=datetime(2000, 1, 1), timezones=st.just(UTC)), st.datetimes(timezones=st.just(UTC)))
def test_the_index_of_changes_sorts_by_time(one: datetime, other: datetime) -> None:
    first, second = (keys.change_index_key("e", moment)["change_sk"] for moment in (one, other))

    assert (first < second) == (one < other)
