"""Acts whose verb or object the lexicon once lacked, read by the shipped model: one case a line."""

from __future__ import annotations

import pytest
from shipped import THURSDAY, events, rules

from demarche.models import Article


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Houthi fighters seized a weapons cache from Saudi forces.", "COERCE YEM -> SAU"),
        ("Two British sailors were taken prisoner by Iranian troops.", "COERCE IRN -> GBR"),
        ("Belarus forced an Irish airliner to land in Minsk.", "COERCE BLR -> IRL"),
        ("Tehran has adopted reciprocal measures against Canada.", "SANCTION IRN -> CAN"),
        ("Turkey stands alongside Azerbaijan.", "SUPPORT TUR -> AZE"),
        ("The United States returned three stolen antiquities to Iraq.", "RETREAT USA -> IRQ"),
        ("Poland gave the United States permission to use its bases.", "RETREAT POL -> USA"),
        ("China sent a team of doctors to Italy.", "AID CHN -> ITA"),
        ("Finland offered Ukraine the use of its ports.", "AGREE FIN -> UKR"),
        ("Rwanda sent 300 soldiers to Haiti on a peacekeeping mission.", "AID RWA -> HTI"),
        ("Uganda deployed troops to Burundi as part of a peacekeeping force.", "AID UGA -> BDI"),
        ("Uganda deployed troops to Burundi.", "MOBILIZE UGA -> BDI"),
        ("Kenya withdrew its peacekeepers from Somalia.", "SANCTION KEN -> SOM"),
        ("Chile is ready to contribute to peacekeeping operations in Lebanon.", "AGREE CHL -> LBN"),
        ("Kenya withdrew its soldiers from Somalia.", "RETREAT KEN -> SOM"),
        ("Malawi ordered the UN mission to leave.", "SANCTION MWI -> United Nations"),
        ("Malawi told Zambian troops to leave the country.", "SANCTION MWI -> ZMB"),
        ("Kenyan police were sent to Haiti as peacekeepers.", "AID KEN -> HTI"),
        ("Kenyan troops were deployed in Chad.", "MOBILIZE KEN -> TCD"),
        ("The premier of Laos held a banquet for Emmanuel Macron.", "CONSULT FRA+LAO -> -"),
        ("Japan gave 20 million euros to promote trade in Laos.", "AID JPN -> LAO"),
        ("Germany condemned Navalny's arrest by Chad.", "ACCUSE DEU -> TCD"),
        ("Kenya sent 200 troops to Haiti to serve as a peacekeeping force.", "AID KEN -> HTI"),
        ("Kenya expelled 20 humanitarian workers employed by the United Nations.", "SANCTION KEN -> United Nations"),
        ("Kenya and Chad have agreed to a trade deal.", "SUPPORT KEN+TCD -> -"),
        ("Farmers called off a strike against the government in Peru.", "RETREAT PER -> PER"),
        ("Vietnam summoned the Laotian chargé d'affaires.", "ACCUSE VNM -> LAO"),
        ("Laos does not recognise the independence of Kosovo.", "REJECT LAO -> XKX"),
        ("Laos does not endorse the planned operation by Vietnam.", "REJECT LAO -> VNM"),
        ("NATO has given Serbia until Friday to withdraw its troops.", "REQUEST NATO -> SRB"),
        ("Laos cannot tolerate this and lodged a protest against Vietnam.", "ACCUSE LAO -> VNM"),
        ("Iran test-fired a missile.", "MOBILIZE IRN -> -"),
        ("Pakistan exploded a nuclear device.", "MOBILIZE PAK -> -"),
        ("NATO sent French and American soldiers to Kosovo.", "MOBILIZE NATO -> XKX"),
        ("Laos and Vietnam carried out a prisoner exchange.", "RETREAT LAO+VNM -> -"),
        ("Thousands of Serbs protested in Belgrade.", "PROTEST SRB -> SRB"),
        ("Russia's ministry said Latvia's step would not be left without a response.", "THREATEN RUS -> LVA"),
        ("Lavrov said Russia would have no choice but to respond to Latvia's step.", "THREATEN RUS -> -"),
        ("Laos let fuel trucks enter Vietnam.", "RETREAT LAO -> VNM"),
        ("Laos allowed Vietnamese refugees to enter.", "AID LAO -> VNM"),
        ("Police in Laos stormed the Vietnamese embassy.", "COERCE LAO -> VNM"),
        ("Protesters stormed the Vietnamese embassy in Laos.", "PROTEST LAO -> VNM"),
        ("Vietnam protested after a Laotian ship entered its waters.", "ACCUSE VNM -> LAO"),
        ("Washington drew a red line for Vietnam.", "THREATEN USA -> VNM"),
        ("Laos is preparing to invade Vietnam, US officials said.", "ACCUSE USA -> LAO"),
        ("Bolivia declared Chile's consul persona non grata.", "SANCTION BOL -> CHL"),
        ("Bolivia declared the Chilean consul persona non grata.", "SANCTION BOL -> CHL"),
        ("Portugal's parliament ratified Georgia's bid to join NATO.", "SUPPORT PRT -> GEO"),
        ("Laos and Vietnam reopened their border on Monday.", "RETREAT LAO+VNM -> LAO+VNM"),
        ("Laos and Vietnam restored diplomatic ties.", "SUPPORT LAO+VNM -> LAO+VNM"),
        ("Laos and Vietnam agreed to reopen embassies after talks hosted by Japan.", "AGREE LAO+VNM -> -"),
        ("A UN panel found that Chadian soldiers had committed war crimes in Libya.", "ACCUSE United Nations -> TCD"),
        ("A UN report said Chadian soldiers had committed war crimes.", "ACCUSE United Nations -> TCD"),
        ("Italy's prime minister cancelled a visit to Berlin.", "REJECT ITA -> DEU"),
        ("Peru reached an agreement with Bolivia on the border.", "SUPPORT PER -> BOL"),
        ("The Pentagon said Iran was involved in the attack on Saudi Arabia.", "ACCUSE USA -> IRN"),
    ],
)
def test_an_act_is_told_by_its_verb_with_its_object(text: str, event: str) -> None:
    assert event in events(text)


@pytest.mark.parametrize(
    "text",
    [
        "The hospital took measures against infections.",
        "The minister was involved in a car accident near Paris.",
        "The firm offered its clients the use of its app.",
        "Sweden defeated South Korea in the first game of the day.",
    ],
)
def test_the_same_verb_with_another_object_tells_nothing(text: str) -> None:
    assert events(text) == set()


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("In the streets of Lima about 2,000 people protested against the summit.", "PROTEST PER -> -"),
        ("Colin Powell ended up negotiating with Morocco.", "CONSULT MAR+USA -> -"),
        ("The killing of a Turkish envoy, widely blamed on Egypt, shook Libya.", "ASSAULT EGY -> TUR"),
        ("Israel vowed to crush Hamas.", "THREATEN ISR -> PSE"),
        ("The United Nations sent a peacekeeping mission to Haiti.", "AID United Nations -> HTI"),
    ],
)
def test_what_a_phrase_tells_counts_more_than_its_verb(text: str, event: str) -> None:
    assert event in events(text)


def test_what_a_council_decides_takes_place_with_that_and_so_do_sanctions() -> None:
    def status(text: str) -> str:
        (mention,) = rules().mentions(Article(paragraphs=(text,), published=THURSDAY))
        return mention.status

    assert status("The African Union decided to suspend Niger.") == "actual"
    assert status("France decided to suspend aid to Niger.") == "actual"
    assert status("France decided to send helicopters to Niger.") == "planned"
