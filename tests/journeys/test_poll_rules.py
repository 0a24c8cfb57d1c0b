"""What a date is worth: territories first, then team leads, then people, then the earliest."""

from datetime import date

from cordee.journeys.rules.polls import Option, Voter, bearable, calendar, cost, weigh
from cordee.kernel.typography import NBSP, THIN

EVE = Voter("eve", "Eve", "Arras", actor="elected")
THEO = Voter("theo", "Théo", "Arras", lead=True, actor="agent")
LEA = Voter("lea", "Léa", "Lens", lead=True, actor="agent")
LUC = Voter("luc", "Luc", "Lens", actor="elected")
ALL = [EVE, THEO, LEA, LUC]
FIRST, SECOND = Option("a", date(2025, 6, 17)), Option("b", date(2025, 6, 18))


def told(option: Option, **words: str) -> dict:
    return {(option.id, who): word for who, word in words.items()}


def order(*answers: dict) -> list[str]:
    merged = {key: word for one in answers for key, word in one.items()}
    return [one.option.id for one in weigh([FIRST, SECOND], ALL, merged)]


def test_losing_a_territory_weighs_more_than_numbers():
    a = told(FIRST, eve="yes", theo="yes", lea="no", luc="no")
    b = told(SECOND, eve="maybe", theo="no", lea="no", luc="maybe")
    assert order(a, b) == ["b", "a"]


def test_losing_a_lead_weighs_more_than_numbers():
    a = told(FIRST, eve="yes", theo="no", lea="yes", luc="yes")
    b = told(SECOND, eve="no", theo="maybe", lea="maybe", luc="no")
    assert order(a, b) == ["b", "a"]


def test_with_everything_equal_a_day_of_work_then_the_earliest_comes_first():
    assert order() == ["a", "b"]
    feast = Option("f", date(2025, 6, 9), off=True)
    assert [one.option.id for one in weigh([feast, SECOND], ALL, {})] == ["b", "f"]
    coming = {("f", who.id): "yes" for who in ALL}
    assert [one.option.id for one in weigh([feast, SECOND], ALL, coming)] == ["f", "b"]


def test_with_as_many_people_the_shortest_road_comes_first_and_is_told():
    far = Voter("far", "Far", "Rodez", road=390)
    near = Voter("near", "Near", "Rodez", road=20)
    words = {("a", "far"): "yes", ("b", "near"): "yes"}
    found = weigh([FIRST, SECOND], [far, near], words)
    assert [(one.option.id, one.road) for one in found] == [("b", 20), ("a", 390)]
    assert found[1].said().replace(NBSP, " ").endswith("6 heures de route en tout, aller")


def test_a_date_says_whom_it_loses_and_what_it_costs():
    a = told(FIRST, eve="yes", theo="yes", lea="yes", luc="maybe")
    b = told(SECOND, eve="yes", theo="yes", lea="no", luc="no")
    best, other = weigh([FIRST, SECOND], ALL, {**a, **b})
    assert best.said() == f"3 oui, 1 si besoin{THIN}; tous les territoires sont là"
    assert other.said() == f"2 oui{THIN}; personne pour Lens{THIN}; sans Léa, chef·fe de file"
    said = cost(best, other).replace(NBSP, " ")
    assert said == "on perdrait Lens, Léa ne viendrait pas, 2 personnes de moins"


def test_silence_is_told_and_is_not_a_no_of_the_lead():
    (only,) = weigh([FIRST], ALL, told(FIRST, eve="yes", luc="yes"))
    assert only.silent == 2
    assert only.leads_away == ()


def test_two_polls_together_never_put_two_meetings_on_one_day():
    j3 = [FIRST, SECOND]
    j4 = [Option("c", date(2025, 6, 18)), Option("d", date(2025, 9, 16))]
    every = {(one.id, who.id): "yes" for one in (*j3, *j4) for who in ALL}
    best = calendar({"j3": j3, "j4": j4}, ALL, every)
    assert best == {"j3": date(2025, 6, 17), "j4": date(2025, 6, 18)}
    busy = {**every, ("a", "theo"): "no"}
    found = calendar({"j3": j3, "j4": j4}, ALL, busy)
    assert found == {"j3": date(2025, 6, 18), "j4": date(2025, 9, 16)}


def test_days_off_are_spared_when_nobody_is_lost_by_it():
    easter = Option("e", date(2025, 4, 21), off=True)
    j3 = [easter, FIRST]
    j4 = [Option("d", date(2025, 9, 16))]
    every = {(one.id, who.id): "yes" for one in (*j3, *j4) for who in ALL}
    spared = {"j3": date(2025, 6, 17), "j4": date(2025, 9, 16)}
    assert calendar({"j3": j3, "j4": j4}, ALL, every) == spared
    away = {**every, ("a", "theo"): "no"}
    assert calendar({"j3": j3, "j4": j4}, ALL, away) == {**spared, "j3": date(2025, 4, 21)}
    only = calendar({"j3": [easter], "j4": j4}, ALL, every)
    assert only == {**spared, "j3": date(2025, 4, 21)}


def test_no_calendar_when_the_only_days_come_in_the_wrong_order():
    j3, j4 = [SECOND], [Option("c", date(2025, 6, 17))]
    assert calendar({"j3": j3, "j4": j4}, ALL, {}) is None


def test_whoever_must_be_there_then_the_quorum_come_before_everything_else():
    luc = Voter("luc", "Luc", "Lens", actor="elected", needed=True)
    everyone = [EVE, THEO, LEA, luc]
    full = told(FIRST, eve="yes", theo="yes", lea="yes", luc="no")
    thin = told(SECOND, eve="maybe", theo="no", lea="no", luc="maybe")
    best, other = weigh([FIRST, SECOND], everyone, {**full, **thin})
    assert (best.option, other.needed_away) == (SECOND, ("Luc",))
    assert bearable([best, other]) == [SECOND]
    assert "sans Luc, dont la présence est demandée" in other.said()
    assert "Luc manquerait" in cost(best, other)
    best, other = weigh([FIRST, SECOND], everyone[:3], {**full, **thin}, quorum=2)
    assert (best.option, best.short, other.short) == (FIRST, ("Lens",), ("Arras",))
    assert "pas assez de monde pour Arras" in other.said()
    assert "Arras viendrait à trop peu" in cost(best, other)
