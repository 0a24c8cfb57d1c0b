"""Every field is drawn with its label, its hint and its errors, all linked."""

import re
from datetime import date, datetime

from django import forms
from django.forms import formset_factory
from django.template.loader import render_to_string

from cordee.web.forms import faults
from cordee.web.samples import Sample


class Small(forms.Form):
    email = forms.EmailField(label="Adresse", help_text="La vôtre.")
    needs = forms.CharField(label="Besoins", widget=forms.Textarea, max_length=10)
    presence = forms.ChoiceField(
        label="Présence", choices=[("a", "Matin"), ("b", "Soir")], widget=forms.RadioSelect
    )
    note = forms.CharField(label="Note", required=False)
    secret = forms.CharField(widget=forms.HiddenInput)


def control(html, name):
    return re.search(rf'<(?:input|textarea|select)[^>]*name="{name}"[^>]*>', html)[0]


def test_a_hint_and_an_error_are_read_with_their_control():
    html = str(Small({"email": "faux", "needs": "x", "presence": "a", "secret": "s"}))
    said = re.search(r'aria-describedby="([^"]*)"', control(html, "email"))[1].split()
    assert said == ["id_email_helptext", "id_email_error"]
    for identifier in said:
        assert f'id="{identifier}"' in html
    assert 'aria-invalid="true"' in control(html, "email")
    assert "is-invalid" in control(html, "email")


def test_every_control_has_a_label():
    html = str(Small())
    identifiers = re.findall(r'<(?:input|textarea|select)[^>]* id="([^"]+)"', html)
    labelled = set(re.findall(r'<label[^>]* for="([^"]+)"', html))
    assert set(identifiers) - {"id_secret"} == labelled


def test_a_set_of_choices_is_a_fieldset_whose_legend_is_the_label():
    html = str(Small({"email": "a@example.org"}))
    group = re.search(r"<fieldset.*?</fieldset>", html, re.DOTALL)[0]
    assert "Présence" in re.search(r"<legend.*?</legend>", group, re.DOTALL)[0]
    assert 'aria-describedby="id_presence_error"' in group


def test_what_may_stay_blank_says_so():
    html = str(Small())
    assert html.count("facultatif") == 1
    assert "Note <span" in html


def test_browsers_are_told_what_they_can_fill_in():
    assert 'autocomplete="email"' in control(str(Small()), "email")
    own = forms.EmailInput({"autocomplete": "off"})
    other = type("Other", (forms.Form,), {"email": forms.EmailField(widget=own)})
    assert 'autocomplete="off"' in control(str(other()), "email")


def test_a_pasted_text_is_never_cut_by_the_browser_but_counted():
    html = str(Small({"needs": "bien plus que dix"}))
    assert "maxlength" not in control(html, "needs")
    assert "7\N{NO-BREAK SPACE}caractères de trop (10 au plus)" in html
    assert "id_needs_counter" in control(html, "needs")


def test_a_field_may_count_lines_as_the_rules_do():
    field = forms.CharField(label="Texte", widget=forms.Textarea)
    field.limit, field.unit = 3, "lines"
    form = type("Lines", (forms.Form,), {"text": field})({"text": "un\n\ndeux"})
    assert "2\N{NO-BREAK SPACE}lignes sur 3" in str(form)


def test_hidden_fields_are_there_without_label():
    assert 'type="hidden"' in control(str(Small()), "secret")
    assert 'for="id_secret"' not in str(Small())


def test_the_summary_names_each_field_and_leads_to_it():
    found = dict(faults(Small({"email": "faux", "secret": "s"})))
    assert found["id_email"].startswith("Adresse\N{NO-BREAK SPACE}: ")
    assert "id_presence_0" in found
    html = render_to_string("web/parts/error_summary.html", {"faults": list(found.items())})
    assert 'href="#id_presence_0"' in html
    assert 'role="alert"' in html


def test_the_summary_gathers_formsets_and_forms():
    many = formset_factory(Small, min_num=2, validate_min=True)
    bound = many({"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-email": "faux"})
    targets = [target for target, _ in faults(bound)]
    assert "id_form-0-email" in targets
    assert "" in targets
    assert faults(Small()) == []


def test_html_in_a_field_stays_text():
    html = str(Small({"note": "<script>alert(1)</script>", "needs": "</textarea><b>"}))
    assert "<script>" not in html
    assert "</textarea><b>" not in html


def test_no_two_controls_share_an_id():
    identifiers = re.findall(r' id="([^"]+)"', str(Sample({})))
    assert len(identifiers) == len(set(identifiers))


def test_what_is_awaited_later_is_not_said_to_be_optional():
    field = forms.CharField(label="Motivation", required=False)
    field.expected = True
    form = type("Draft", (forms.Form,), {"text": field})
    assert "facultatif" not in str(form())
    assert " required" not in control(str(form()), "text")


def test_a_date_known_already_is_written_as_browsers_read_it():
    class Dated(forms.Form):
        due = forms.DateTimeField(widget=forms.DateTimeInput({"type": "datetime-local"}))
        day = forms.DateField(widget=forms.DateInput({"type": "date"}))

    html = str(
        Dated(
            initial={"due": datetime.fromisoformat("2026-11-29T10:08:51"), "day": date(2026, 1, 2)}
        )
    )
    assert 'value="2026-11-29T10:08"' in control(html, "due")
    assert 'value="2026-01-02"' in control(html, "day")
