"""What a saying does where no verb of an event names it, read by the shipped model: one construction a line."""

from __future__ import annotations

import pytest
from shipped import events


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Polish President Andrzej Duda said the Kremlin had not learned the lessons of history.", "ACCUSE POL -> RUS"),
        ('Estonian Prime Minister Kaja Kallas said: "Russia is playing with fire."', "ACCUSE EST -> RUS"),
        ("Venezuela's government said Guyana had no right to drill there.", "ACCUSE VEN -> GUY"),
        ("Macron told Putin that nothing could justify the Russian aggression.", "ACCUSE FRA -> RUS"),
        ('Germany said the Polish refusal was "a serious matter".', "ACCUSE DEU -> POL"),
        ("Finland said that it regretted Hungary's decision to block the statement.", "ACCUSE FIN -> HUN"),
        ("India voiced regret over Canada's move.", "ACCUSE IND -> CAN"),
        ("France continues to pose a threat to Niger, the Nigerien government said.", "ACCUSE NER -> FRA"),
        ("The Argentine navy claimed that the Chinese trawler had tried to ram its ship.", "ACCUSE ARG -> CHN"),
    ],
)
def test_who_says_an_ill_thing_of_another_accuses_him(text: str, event: str) -> None:
    assert event in events(text)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ('"The answer will be different," Turkish Defence Minister Hulusi Akar told Greece.', "THREATEN TUR -> GRC"),
        ('"All options are on the table," Naftali Bennett said of Iran\'s programme.', "THREATEN ISR -> IRN"),
        ("Brazil told Peru to pay, failing which it would close Peru's consulate.", "THREATEN BRA -> PER"),
        ("The Iranian president vowed to retaliate against Israel.", "THREATEN IRN -> ISR"),
        ("Russia said it would respond if Lithuania did not lift the ban.", "THREATEN RUS -> LTU"),
        (
            '"Our patience is running out," President Recep Tayyip Erdogan told the United States.',
            "THREATEN TUR -> USA",
        ),
        ('"Belarus will pay a high price for this," Lithuanian President Gitanas Nauseda said.', "THREATEN LTU -> BLR"),
    ],
)
def test_who_says_what_will_follow_threatens(text: str, event: str) -> None:
    assert event in events(text)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Kyiv would not negotiate with Moscow until Russian troops left, Zelensky said.", "REJECT UKR -> RUS"),
        ("Ethiopia's prime minister said there would be no talks with the Eritrean government.", "REJECT ETH -> ERI"),
        ('"We have no intention of invading Ukraine," Sergei Ryabkov said on Monday.', "REJECT RUS -> UKR"),
        ("Moscow's claim is untrue, the Ukrainian defence ministry said.", "REJECT UKR -> RUS"),
        ("The Iranian foreign ministry described the British allegations as baseless.", "REJECT IRN -> GBR"),
    ],
)
def test_who_says_that_his_side_does_not_do_it_denies_or_refuses(text: str, event: str) -> None:
    assert event in events(text)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("It is time for Israel to open the crossings, Annalena Baerbock said.", "REQUEST DEU -> ISR"),
        ("The ball is in Tehran's court, the US State Department said.", "REQUEST USA -> IRN"),
        ("Ukraine is right to ask for tanks, the Latvian foreign minister said.", "SUPPORT LVA -> UKR"),
        ('"You will never be alone," German Chancellor Olaf Scholz told Ukraine.', "SUPPORT DEU -> UKR"),
        ("Hungarian Prime Minister Viktor Orban said Budapest stands by Serbia.", "SUPPORT HUN -> SRB"),
        ("Egypt said it would compensate the family of the Italian student.", "AGREE EGY -> ITA"),
        ('"Iran must stop," US ambassador Alina Romanowski said.', "REQUEST USA -> IRN"),
    ],
)
def test_who_asks_and_who_stands_by_another_need_no_verb_of_asking_or_praising(text: str, event: str) -> None:
    assert event in events(text)


@pytest.mark.parametrize(
    "text",
    [
        '"The world is changing fast," German Chancellor Olaf Scholz said in Berlin.',
        '"The economy must grow," French President Emmanuel Macron said in Paris.',
        "French Finance Minister Bruno Le Maire said growth would be different next year.",
        '"It is time for a holiday," Spanish Prime Minister Pedro Sanchez said.',
        "A spokesman said Egypt would not comment on the Israeli report.",
        '"We will not attend the wedding," the actor told reporters in Paris.',
    ],
)
def test_general_and_private_sayings_are_no_events(text: str) -> None:
    assert not events(text)
