"""No link of the site leads nowhere, and every page it leads to is well made."""

import pytest

from tests.crawl import crawl, page_faults

GOOD = """<html lang="fr"><title>Un – Cordée</title><main><h1>Un</h1><h2>Deux</h2>
<label for="a">A</label><input id="a" name="a" aria-describedby="b"><p id="b">b</p></main></html>"""


@pytest.mark.parametrize("who", ["", "hortense", "farida", "denise", "chloe", "amina", "bernard"])
@pytest.mark.django_db
def test_whoever_follows_links_finds_only_good_pages(client, request, who):
    if who:
        client.force_login(request.getfixturevalue(who))
    told = crawl(client, "/")
    assert len(told) > 4
    assert {address: faults for address, faults in told.items() if faults} == {}


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ("h2", "h3", "un h3 suit un h1"),
        ("h1", "h2", "0 titres h1"),
        ('for="a"', 'for="z"', "sans étiquette : a"),
        ('<p id="b"', '<p id="a"', "identifiant double : a"),
        ('by="b"', 'by="c"', "référence vide : c"),
        ("Un – Cordée", "– Cordée", "titre de page vide"),
        (' lang="fr"', "", "langue absente"),
        ("main>", "div>", "0 <main>"),
    ],
)
def test_each_fault_of_a_page_is_seen(before, after, fault):
    assert page_faults(GOOD) == []
    assert fault in page_faults(GOOD.replace(before, after))
