"""What a list lets through, holds or drops, without a database."""

import pytest

from cordee.letters.rules.lists import (
    OFTEN,
    SIGNED,
    STRANGERS,
    Aimed,
    Mailing,
    Sender,
    Setting,
    aimed,
    delivery,
    fate,
    fresh,
    plain_subject,
    writing_to,
)

BASE = "listes@exemple.org"
KNOWN = Sender(member=True, proved=True)


@pytest.mark.parametrize(
    ("setting", "sender", "how", "act", "why"),
    [
        (Setting(), KNOWN, "", "tell", ""),
        (Setting(), KNOWN, "automatic", "drop", "machine"),
        (Setting(), KNOWN, "empty", "drop", "vide"),
        (Setting(closed=True), KNOWN, "", "drop", "close"),
        (Setting(), Sender(member=False, proved=False), "", "hold", "pas de la liste"),
        (Setting(), Sender(member=False, proved=False, strangers=STRANGERS), "", "drop",
         "inconnues"),
        (Setting(), Sender(member=True, proved=False), "", "hold", "rien ne prouve"),
        (Setting(), Sender(member=True, proved=True, recent=OFTEN), "", "hold", "peu de"),
        (Setting("moderators"), KNOWN, "", "hold", "y écrit"),
        (Setting("moderators", "all"), Sender(member=True, proved=True, moderates=True), "",
         "tell", ""),
        (Setting(moderation="all"), Sender(member=True, proved=True, trusted=True), "",
         "hold", "relu"),
        (Setting(moderation="first"), KNOWN, "", "hold", "premier message"),
        (Setting(moderation="first"), Sender(member=True, proved=True, trusted=True), "",
         "tell", ""),
    ],
)  # fmt: skip
def test_what_becomes_of_a_message(setting, sender, how, act, why):
    found = fate(setting, sender, automatic=how == "automatic", empty=how == "empty")
    assert (found.act, why in found.because) == (act, True)


def test_a_moderator_whose_name_is_borrowed_is_read_over_like_anybody():
    forged = Sender(member=True, proved=False, moderates=True, trusted=True)
    assert fate(Setting("moderators", "all"), forged, automatic=False, empty=False).act == "hold"


def test_an_address_of_a_list_comes_back_as_it_was_given():
    proof = "ab" * (SIGNED // 2)
    assert writing_to(BASE, "forum") == "listes+forum@exemple.org"
    assert aimed("Listes+Forum@Exemple.org", BASE) == Aimed("forum")
    given = writing_to(BASE, "cohorte-2025", 12, proof)
    assert len(given.partition("@")[0]) <= 64, "what a local part may hold"
    assert aimed(given.upper(), BASE) == Aimed("cohorte-2025", 12, proof)
    others = ("listes@exemple.org", "listes+@exemple.org", "listes+forum@ailleurs.org", "",
              "listes+forum.12.zz@exemple.org", "listes+a b@exemple.org",
              "autre+forum@exemple.org")  # fmt: skip
    assert [aimed(one, BASE) for one in others] == [None] * len(others)
    assert aimed("listes+forum@exemple.org", "") is None
    assert writing_to("", "forum") == ""


def test_only_new_words_are_sent_and_subjects_stay_bare():
    said = "Oui, volontiers.\r\n\r\nLe lun. 3 mars 2025 à 9 h, Ada <a@b.org> a écrit :\r\n> Qui ?"
    assert fresh(said) == "Oui, volontiers."
    assert fresh("> Qui ?\nMoi.\n-- \nAda, maire") == "Moi."
    assert fresh("Bonjour,\nle mardi il a écrit : non.") == "Bonjour,\nle mardi il a écrit : non."
    assert fresh("-----Message d'origine-----\nx") == ""
    assert plain_subject("RE: [forum] Re : Tr: Un lieu", "forum") == "Un lieu"
    assert plain_subject("Restaurer un lieu", "forum") == "Restaurer un lieu"


@pytest.mark.parametrize(
    ("one", "way"),
    [
        (Mailing(), "now"),
        (Mailing("daily"), "digest"),
        (Mailing("each", "weekly"), "now"),
        (Mailing("", "weekly"), "digest"),
        (Mailing(cap=5, heard=5), "digest"),
        (Mailing("none"), "never"),
        (Mailing(muted=True), "never"),
    ],
)
def test_how_a_message_reaches_a_member(one, way):
    assert delivery(one) == way
