"""Promises not to, echoes, formulas and passives of the news, read by the shipped model: one construction a line."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from shipped import events, rules

from demarche.models import Article
from docs import told


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Israel promised not to bomb Iran.", "AGREE ISR -> IRN"),
        ("Iran pledged that it would not hand over the tanker to Britain.", "REJECT IRN -> GBR"),
        ("The Taliban vowed never to hand over Osama bin Laden to the United States.", "REJECT AFG -> SAU"),
        ("Duterte vowed there would be no more joint exercises with the United States.", "REJECT PHL -> USA"),
        ("China assured Bangladesh that Beijing would convey its concern to Myanmar.", "AGREE CHN -> BGD"),
        ("Tony Blair said the United States had the right to act.", "SUPPORT GBR -> USA"),
    ],
)
def test_a_promise_not_to_is_the_opposite_of_what_is_promised(text: str, event: str) -> None:
    assert event in events(text)
    assert not any(e.startswith("THREATEN") for e in events(text))


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Germany praised the Israeli decision. So did Japan.", "SUPPORT JPN -> ISR"),
        ("France condemned the Russian attack, as did Italy and Spain.", "ACCUSE ESP+ITA -> RUS"),
        ("Latvia expelled two Russian diplomats; Moscow responded in kind.", "SANCTION RUS -> LVA"),
        ("ECOWAS gave Niger a week to reinstate the president or face force.", "THREATEN ECOWAS -> NER"),
        ("Algeria recalled its ambassador to Spain.", "SANCTION DZA -> ESP"),
        ("The White House scrapped a meeting with the Philippine president in Vientiane.", "SANCTION USA -> PHL"),
        ("The United States announced the suspension of 20 million dollars in aid to Uganda.", "SANCTION USA -> UGA"),
        ("Two Rwandan diplomats were told to leave Pretoria.", "SANCTION ZAF -> RWA"),
        ("The Qatari ambassador was ordered out of Bahrain.", "SANCTION BHR -> QAT"),
        ("The prosecutor in Caracas ordered the arrest of 14 Colombian activists.", "COERCE VEN -> COL"),
        ("Pakistan shot down an Indian plane and captured its pilot.", "COERCE PAK -> IND"),
        ("The UN Security Council met behind closed doors on Tuesday.", "CONSULT United Nations -> -"),
        ("Pakistan decided to suspend trade with India.", "SANCTION PAK -> IND"),
        ("Five Nigerien soldiers were killed in an ambush laid by Malian jihadists.", "ASSAULT MLI -> NER"),
        ("Guyana's borders are not up for discussion with Venezuela, Georgetown said.", "REJECT GUY -> VEN"),
        ("Hugo Chavez called George W. Bush a lapdog.", "ACCUSE VEN -> USA"),
        ("Turkey condemned the vote of Armenia, as had Azerbaijan.", "ACCUSE AZE -> ARM"),
        ("Denmark expelled fifteen Russian diplomats and Sweden three.", "SANCTION SWE -> RUS"),
        ("Denmark expelled fifteen Russian diplomats and Sweden three.", "SANCTION DNK -> RUS"),
        ("France recalled its ambassadors to Washington and Canberra.", "SANCTION FRA -> AUS+USA"),
        ("Kosovo raised duties on Serbian and Bosnian goods.", "SANCTION XKX -> BIH+SRB"),
        ("Canada and Japan, which have expelled Iranian diplomats, criticised Moscow.", "SANCTION CAN+JPN -> IRN"),
        ("Ecuador pulled its ambassador out of Stockholm.", "SANCTION ECU -> SWE"),
        ("Poland showed the door to five Belarusian diplomats.", "SANCTION POL -> BLR"),
        ("Norway regretted the Chinese recall of its envoy.", "ACCUSE NOR -> CHN"),
        ("Rwanda undertook to stop supporting the Congolese rebels.", "AGREE RWA -> COD"),
        ("Sudan said that Uganda was arming South Sudan.", "ACCUSE SDN -> UGA"),
        ("The OSCE is to hold a special meeting in Vienna on Friday.", "CONSULT OSCE -> - planned"),
        ("Mexico withdrew its backing for Spain.", "SANCTION MEX -> ESP"),
        ("Hamas declared the end of the ceasefire with Israel.", "SANCTION PSE -> ISR"),
    ],
)
def test_what_was_done_is_told_by_the_whole_clause(text: str, event: str) -> None:
    assert event in events(text)


@pytest.mark.parametrize(
    "text",
    [
        "A Kenyan army plane crashed in fog near Somalia, killing three Ugandan soldiers.",
        "Russia delivered eight Sukhoi fighters to Ethiopia.",
        "China took over the operation of the port from a Singaporean firm.",
        "The United States carried out flight operations with Guyana's military.",
    ],
)
def test_accidents_aircraft_and_operations_are_no_assaults(text: str) -> None:
    assert not any(e.startswith("ASSAULT") for e in events(text))


@pytest.mark.parametrize("text", ["Has so.", "Have likewise a deal with Iran.", "In kind, too.", "So did."])
def test_scraps_of_an_echo_without_what_it_echoes_tell_nothing(text: str) -> None:
    assert events(text) == set()


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Russia pounded Kyiv with missiles on Monday.", "ASSAULT RUS -> UKR"),
        ("Separately, Russia, Iran and Turkey held talks in Astana.", "CONSULT IRN+RUS+TUR -> -"),
        ("Donald Trump defended Israel's strikes on Gaza.", "SUPPORT USA -> ISR"),
        ("Russia pledged not to veto the resolution on Syria.", "AGREE RUS -> SYR"),
        ("Israeli jets sank a Hamas boat, killing six Palestinians.", "ASSAULT ISR -> PSE"),
        ("Turkey killed 25-30 Kurdish fighters in Iraq.", "ASSAULT TUR -> IRQ"),
        ("British ambassador Kim Darroch met Kim Jong Un. Kim accused Japan.", "ACCUSE PRK -> JPN"),
        ("Germany expelled Russian diplomats. Poland vowed to follow suit.", "THREATEN POL -> RUS"),
    ],
)
def test_words_that_look_like_a_formula_but_are_none(text: str, event: str) -> None:
    assert event in events(text)


@pytest.mark.parametrize(
    "text",
    ["The peace deal remains on the table, the United States told Iran.", "The deal is still on the table, Iran said."],
)
def test_an_offer_on_the_table_is_no_threat(text: str) -> None:
    assert not any(e.startswith("THREATEN") for e in events(text))


def test_a_day_named_in_a_headline_does_not_date_the_article() -> None:
    article = Article(
        paragraphs=("Deadly blast in Kabul on Wednesday", "Iran condemned Israel today."),
        published=datetime(2023, 3, 2, tzinfo=UTC),
    )
    found = {(m.type, m.date) for m in rules().mentions(article, min_confidence=0.0)}
    assert ("ACCUSE", "2023-03-02") in found


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("An Antonov cargo plane dropped bombs on the Eritrean town of Adi Quala.", "Anatoly Antonov"),
        ("Russia delivered eight Sukhoi fighters to Ethiopia.", "Sukhoi fighters"),
    ],
)
def test_a_make_of_aircraft_is_nobody(text: str, name: str) -> None:
    mentions = rules().mentions(Article(paragraphs=(text,)), min_confidence=0.0)
    assert all(a.name != name for m in mentions for a in (*m.source, *m.target))


def test_the_paragraphs_of_a_resolution_are_acts_of_its_body() -> None:
    article = Article(
        paragraphs=(
            "The Peace and Security Council of the African Union, at its 941st meeting:",
            "1. Strongly condemns the coup in Mali;",
            "2. Demands that the soldiers release President Keita;",
            "3. Decides to suspend the participation of Mali in all activities of the African Union;",
            "4. Thanks Algeria for its mediation;",
            "5. Appeals to the European Union to support Mali.",
        ),
        published=datetime(2020, 8, 19, tzinfo=UTC),
    )
    found = {told(m) for m in rules().mentions(article, min_confidence=0.0)}
    assert {
        "ACCUSE African Union -> MLI",
        "SANCTION African Union -> MLI",
        "SUPPORT African Union -> DZA",
        "REQUEST African Union -> European Union",
    } <= found
    assert any(e.startswith("REQUEST African Union -> ") and "MLI" in e for e in found)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        (
            "Olaf Scholz flew to Moscow to meet Vladimir Putin. His host accused NATO of ignoring Russia's demands.",
            "ACCUSE RUS -> NATO",
        ),
        ("Imran Khan returned from Riyadh. The 66-year-old accused India of war crimes.", "ACCUSE PAK -> IND"),
        ("Chinese minister Wang Yi arrived in Delhi. Wang urged India to withdraw its troops.", "REQUEST CHN -> IND"),
        ("South Korean minister Park Jin met Lavrov. Park condemned North Korea.", "ACCUSE KOR -> PRK"),
    ],
)
def test_who_is_called_otherwise_later_is_still_meant(text: str, event: str) -> None:
    assert event in events(text)


def test_a_time_that_opens_a_sentence_stays_in_it() -> None:
    article = Article(
        paragraphs=("In April 1986 Ronald Reagan bombed Libya. In May 2003 Tony Blair met George Bush in Belfast.",),
        published=datetime(2023, 3, 2, tzinfo=UTC),
    )
    found = {(m.type, m.date, m.source[0].role) for m in rules().mentions(article, min_confidence=0.0)}
    assert {("ASSAULT", "1986-04", "president"), ("CONSULT", "2003-05", "prime minister")} <= found


def test_the_day_of_a_dateline_counts_before_that_of_publication() -> None:
    article = Article(
        paragraphs=("WASHINGTON, Feb. 28 (AP) - The United States imposed sanctions on Iran today.",),
        published=datetime(2023, 3, 1, tzinfo=UTC),
    )
    assert [m.date for m in rules().mentions(article, min_confidence=0.0)] == ["2023-02-28"]


def test_an_act_that_answers_one_of_long_ago_was_done_then() -> None:
    article = Article(
        paragraphs=("Moscow banned imports of Turkish fruit after Turkey shot down a Russian jet in November 2015.",),
        published=datetime(2016, 8, 9, tzinfo=UTC),
    )
    assert {m.date for m in rules().mentions(article, min_confidence=0.0)} == {"2015-11"}


def test_where_somebody_was_last_year_is_not_where_he_speaks() -> None:
    article = Article(
        paragraphs=("Emmanuel Macron, who hosted Joe Biden in Lyon last December, has applauded Angola.",),
        published=datetime(2023, 3, 2, tzinfo=UTC),
    )
    support = next(m for m in rules().mentions(article, min_confidence=0.0) if m.type == "SUPPORT")
    assert support.location is None


@pytest.mark.parametrize(
    ("text", "kind", "place"),
    [
        (
            "Washington withheld aid to Pakistan in 2011, following the killing of a militant in Abbottabad.",
            "SANCTION",
            "",
        ),
        (
            "Li Keqiang arrived in Islamabad from New Delhi, where he and Manmohan Singh had agreed to reopen the border.",
            "AGREE",
            "IND",
        ),
    ],
)
def test_the_place_of_another_happening_is_not_that_of_the_act(text: str, kind: str, place: str) -> None:
    mentions = rules().mentions(Article(paragraphs=(text,)), min_confidence=0.0)
    assert {m.location.country if m.location else "" for m in mentions if m.type == kind} == {place}


@pytest.mark.parametrize(
    ("text", "kind", "date"),
    [
        ("Israel and Hamas agreed Monday night to a truce.", "AGREE", "2023-02-27"),
        ("Iraq and Iran fought an eight-year war in the 1980s.", "ASSAULT", None),
        (
            "In 2015 Turkey shot down a Russian jet. At the time Putin demanded an apology from Turkey.",
            "REQUEST",
            "2015",
        ),
        (
            "Anthony Albanese, addressing leaders by video link on Wednesday, promised Kiribati a patrol boat.",
            "AGREE",
            "2023-03-01",
        ),
    ],
)
def test_times_told_in_passing_are_those_of_the_act(text: str, kind: str, date: str | None) -> None:
    article = Article(paragraphs=(text,), published=datetime(2023, 3, 2, tzinfo=UTC))
    assert {m.date for m in rules().mentions(article, min_confidence=0.0) if m.type == kind} == {date}


def test_what_a_court_of_several_states_orders_it_demands() -> None:
    text = (
        "The International Court of Justice heard Guyana. On December 1 the court ordered Venezuela to refrain from "
        "annexing the territory."
    )
    assert "REQUEST International Court of Justice -> VEN" in events(text)


def test_a_third_party_asks_calm_of_both_who_fight() -> None:
    text = "Ethiopian troops attacked Eritrea near Badme. Algeria appealed for calm. Kenya welcomed the truce."
    assert {"REQUEST DZA -> ERI+ETH", "SUPPORT KEN -> ERI+ETH"} <= events(text)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Sheikh Sabah al-Ahmad al-Sabah flew to Jeddah for talks with King Salman.", "SAU"),
        ("Turkish troops killed seven guerrillas at a camp in the Iraqi mountains.", "IRQ"),
    ],
)
def test_where_somebody_went_or_whose_land_it_is_tells_the_place(text: str, place: str) -> None:
    mentions = rules().mentions(Article(paragraphs=(text,)), min_confidence=0.0)
    assert [m.location.country for m in mentions if m.location] == [place]


def test_a_currency_is_no_party() -> None:
    text = "Beijing will give Tanzania a grant of 120 million yuan (about 17.6 million U.S. dollars)."
    assert not any("USA" in event for event in events(text))


@pytest.mark.parametrize(
    ("text", "event"),
    [
        (
            "China and the Philippines clashed near Sabina Shoal. The United States condemned the incident. "
            "Even so, both sides are to meet in Manila.",
            "CONSULT CHN+PHL -> - planned",
        ),
        (
            "Mali's junta expelled the French ambassador. Togo and Senegal have opposed sanctions. It also accused France.",
            "ACCUSE MLI -> FRA",
        ),
        (
            "ECOWAS suspended Guinea. The United Nations took note. Ghana backed the bloc's decision.",
            "SUPPORT GHA -> ECOWAS",
        ),
        (
            "Should Washington persist, it must bear all the consequences, China's foreign ministry said.",
            "THREATEN CHN -> USA",
        ),
    ],
)
def test_bystanders_are_none_of_those_meant(text: str, event: str) -> None:
    assert event in events(text)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Berlin expects Belgrade to recognise Kosovo's passports.", "REQUEST DEU -> SRB"),
        ("Iran hopes Saudi Arabia will reopen its embassy in Tehran.", "REQUEST IRN -> SAU"),
        ("A Dutch nurse was kidnapped in Afghanistan on Monday.", "ASSAULT AFG -> NLD"),
        ("The Pakistani consul was shot dead in Jalalabad.", "ASSAULT AFG -> PAK"),
        ("The Saudi embassy in Khartoum was attacked overnight.", "ASSAULT SDN -> SAU"),
        ("King Abdullah travels to Washington next week for talks with Biden.", "CONSULT JOR+USA -> - planned"),
    ],
)
def test_what_one_expects_of_another_and_who_is_struck_by_nobody_named(text: str, event: str) -> None:
    assert event in events(text)
    assert not any(e.startswith("CONSULT") and "planned" not in e for e in events(text))


@pytest.mark.parametrize(
    "text",
    ["The United States expects Russia to invade Ukraine.", "Russia hopes to buy drones from Iran."],
)
def test_a_forecast_of_harm_and_a_hope_for_oneself_ask_for_nothing(text: str) -> None:
    assert not any(e.startswith("REQUEST") for e in events(text))


def test_a_stranger_shot_at_home_is_no_affair_between_states() -> None:
    assert events("The mayor was shot dead in Ankara.") == set()


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Serbia and Kosovo normalised relations in Washington.", "SUPPORT SRB+XKX -> SRB+XKX"),
        ("Ethiopia and Somalia restored ties at talks in Ankara.", "SUPPORT ETH+SOM -> ETH+SOM"),
        ("Bahrain and Kuwait downgraded Iranian ties.", "SANCTION BHR+KWT -> IRN"),
        ("Egypt and Jordan cut ties with Qatar in Doha.", "SANCTION EGY+JOR -> QAT"),
        ("Turkey sent medical supplies to Sudan.", "AID TUR -> SDN"),
        ("Jordan airlifted relief supplies into Gaza.", "AID JOR -> PSE"),
    ],
)
def test_ties_between_two_are_theirs_and_supplies_are_aid(text: str, event: str) -> None:
    assert event in events(text)


def test_a_deed_that_is_alleged_is_not_told_beside_the_accusation() -> None:
    found = events("Iranian hackers attacked Albanian government websites, Tirana said.")
    assert found == {"ACCUSE ALB -> IRN"}


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Moscow's ambassador to London was summoned over the poisoning.", "ACCUSE GBR -> RUS"),
        ("The Indian high commissioner in Ottawa was told to leave.", "SANCTION CAN -> IND"),
    ],
)
def test_an_envoy_is_summoned_by_those_to_whom_he_is_sent(text: str, event: str) -> None:
    assert event in events(text)


@pytest.mark.parametrize(
    "text",
    ["A planned meeting between Erdogan and Mitsotakis was called off.", "A visit by Macron to Algiers was postponed."],
)
def test_a_meeting_that_was_called_off_did_not_take_place(text: str) -> None:
    assert not any(e.startswith("CONSULT") for e in events(text))


def test_who_is_acted_against_acted_against_those_whom_it_alarmed() -> None:
    text = (
        "The United Nations accused Venezuela of torture. Venezuela denounced the United Nations. Venezuela expelled "
        "United Nations officials. Guyana has put its army on alert after Venezuelan troops massed near the border."
    )
    assert "MOBILIZE VEN -> GUY" in events(text)
