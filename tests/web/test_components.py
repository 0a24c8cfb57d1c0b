"""Components say in words what they show, in their edge cases too."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory

from cordee.kernel.findings import Strength, missing, ok
from cordee.kernel.moments import When
from cordee.web.components import Bar, Fact, Moment, Step, Tab, Task, paginated, widths
from cordee.web.templatetags.cordee import said_count, said_left

NBSP = "\N{NO-BREAK SPACE}"


def drawn(source, **context):
    return Template(source).render(Context(context))


@pytest.mark.parametrize(
    ("left", "said"),
    [
        (timedelta(days=12, hours=4, minutes=59), f"12{NBSP}jours et 4{NBSP}heures"),
        (timedelta(days=1), f"1{NBSP}jour"),
        (timedelta(hours=1, minutes=1), f"1{NBSP}heure et 1{NBSP}minute"),
        (timedelta(minutes=35, seconds=59), f"35{NBSP}minutes"),
        (timedelta(seconds=59), "moins d’une minute"),
        (timedelta(seconds=-5), "moins d’une minute"),
    ],
)
def test_what_is_left_is_never_more_than_true(left, said):
    assert said_left(left.total_seconds()) == said


def test_a_deadline_at_its_very_instant_is_over(time_machine):
    time_machine.move_to("2027-03-11T12:00+01:00", tick=False)
    at_noon = datetime(2027, 3, 11, 11, tzinfo=UTC)
    assert "C’est clos" in drawn("{% countdown d %}", d=at_noon)
    assert "Il reste" in drawn("{% countdown d %}", d=at_noon + timedelta(seconds=1))


def test_a_count_says_what_is_too_much():
    assert (
        said_count(120, 1800, "characters")
        == f"120{NBSP}caractères sur 1\N{NARROW NO-BREAK SPACE}800"
    )
    assert said_count(31, 30, "lines") == f"1{NBSP}ligne de trop (30 au plus)"


def test_a_finding_tells_verdict_strength_and_evidence_in_words():
    html = drawn(
        "{% findings f %}",
        f=[
            missing("team", "team", "Invitez une élue.", evidence=("0 élu·e",)),
            missing("plan", "plan", "Ce serait mieux.", strength=Strength.ADVICE),
            ok("closes", "closes", "À l’heure."),
        ],
    )
    for word in ("À compléter", "Invitez une élue.", "0 élu·e", "conseil", "C’est bon"):
        assert word in html
    assert "obligation" not in html


def test_no_finding_says_the_sentence_for_none():
    assert "Rien à redire." in drawn("{% findings f empty='Rien à redire.' %}", f=[])


def test_the_summary_of_refusals_leaves_out_what_holds():
    html = drawn(
        "{% error_summary findings=f %}", f=[ok("a", "a", "Tenu."), missing("b", "b", "Manque.")]
    )
    assert "Manque." in html
    assert "Tenu." not in html
    assert drawn("{% error_summary findings=f %}", f=[]).strip() == ""


def test_the_trail_ends_on_the_page_itself():
    html = drawn("{% trail 'Appels' '/appels/' 'Récits' %}")
    assert '<a href="/appels/">Appels</a>' in html
    assert '<li aria-current="page">Récits</li>' in html


def test_a_vague_date_says_that_it_is():
    assert "date à confirmer" in drawn("{% date_block w %}", w=When.parse("2027-W38"))
    assert 'datetime="2027-03-11"' in drawn("{% date_block w %}", w=date(2027, 3, 11))
    assert 'datetime="2027-03-12"' in drawn(
        "{% date_block w %}", w=datetime(2027, 3, 11, 23, 30, tzinfo=UTC)
    )


def test_bars_are_relative_to_the_longest_and_never_negative():
    assert widths([Bar("a", 10), Bar("b", 5), Bar("c", -3)]) == [100, 50, 0]
    assert widths([Bar("a", 0)]) == [0]
    assert widths([]) == []


def test_a_chart_is_its_own_table():
    html = drawn(
        "{% bars 'Dossiers' rows 'Nombre' %}", rows=[Bar("Nord", 9, url="/n/"), Bar("Oise", 2.5)]
    )
    assert "<caption>Dossiers</caption>" in html
    assert 'width="28%"' in html
    assert "2,5" in html


@pytest.mark.parametrize(
    ("asked", "given"),
    [("2", 2), ("999", 3), ("0", 3), ("-1", 3), ("x", 1), ("", 1), ("9" * 30, 3)],
)
def test_any_page_number_gives_a_page(asked, given):
    request = RequestFactory().get("/", {"page": asked})
    assert paginated(request, range(60)).number == given


def test_pagination_keeps_the_filters():
    request = RequestFactory().get("/", {"q": "lys", "page": "2"})
    html = drawn("{% pagination page %}", page=Paginator(range(100), 25).page(2), request=request)
    assert "?q=lys&amp;page=3" in html
    assert "26 à 50 sur 100" in html
    assert html.count('aria-current="page"') == 1


def test_one_page_needs_no_pagination():
    request = RequestFactory().get("/")
    assert (
        drawn("{% pagination page %}", page=Paginator([1], 25).page(1), request=request).strip()
        == ""
    )


def test_what_is_current_is_said_to_everyone():
    assert 'aria-current="step"' in drawn("{% steps s %}", s=[Step("Un", "current")])
    assert "(fait)" in drawn("{% steps s %}", s=[Step("Un", "done")])
    assert 'aria-current="page"' in drawn("{% tabs t 'Vues' %}", t=[Tab("Un", "/", current=True)])
    assert 'aria-current="step"' in drawn(
        "{% timeline m %}", m=[Moment("bientôt", "Un", state="current")]
    )


def test_html_given_to_a_component_stays_text():
    evil = "<script>x</script>"
    html = drawn(
        "{% page_title e caption=e status=e %}{% tag e %}{% alert e title=e %}"
        "{% summary_list f %}{% task_list t %}"
        "{% empty_state e e '/' e %}{% figure e e '/' e %}{% save_state e %}",
        e=evil,
        f=[Fact(evil, evil, "/", evil)],
        t=[Task(evil, evil, "good", "/", evil)],
    )
    assert "<script>" not in html


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("{{ 34969|number }}", "34\N{NARROW NO-BREAK SPACE}969"),
        ("{{ 8.5|number }}", "8,5"),
        ("{{ 700|money }}", f"700{NBSP}€"),
        ("{{ 7|counted:'place' }}", f"7{NBSP}places"),
        ("{{ 2|counted:'cheval,chevaux' }}", f"2{NBSP}chevaux"),
        ("{{ 0.84|percent }}", f"84{NBSP}%"),
        ("{{ none|money }}{{ none|number }}{{ none|percent }}{{ none|day }}{{ none|moment }}", ""),
        ("{{ at|moment:'Europe/Paris' }}", f"jeudi 11{NBSP}mars 2027 à 12{NBSP}h (heure de Paris)"),
        ("{{ at|day }}", f"jeudi 11{NBSP}mars 2027"),
        ("{{ at|short_day }}", f"11{NBSP}mars 2027"),
        ("{{ at|hour }}", f"12{NBSP}h"),
    ],
)
def test_filters_speak_french(source, said):
    assert drawn(source, none=None, at=datetime(2027, 3, 11, 11, tzinfo=UTC)) == said


def test_english_pages_say_what_is_left_in_english():
    assert said_left(26 * 86400 + 21 * 3600).into("en") == f"26{NBSP}days and 21{NBSP}hours"
    assert said_left(86400 + 60).into("en") == f"1{NBSP}day"
    assert said_left(59).into("en") == "less than a minute"
