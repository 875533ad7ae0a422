"""A problem keeps its code and arguments, and is said in either language whenever it is shown."""

from __future__ import annotations

import pickle

import pytest

from rupadata.errors import InputRefusedError
from rupadata.language import Said, in_both, messages_in
from rupadata.problems import Place, Problem, Severity
from rupadata.problems.catalogue import load_catalogue, say_in

WHERE = Place("a.xlsx", "3.1", "C7")


def test_a_problem_is_said_in_the_language_of_the_moment() -> None:
    problem = Problem.of("total-differs", WHERE, printed=1234.5, added=1230.0)
    assert problem.message == "Jumlah tertulis 1.234,5, jumlah bagiannya 1.230."
    with messages_in("en"):
        assert problem.message == "The total says 1,234.5, its parts add up to 1,230."
    assert problem.hint_in("en") == "Check the figures at their source."
    assert problem.severity is Severity.WARNING


def test_a_stored_problem_comes_back_and_can_be_said_in_the_other_language() -> None:
    kind = in_both(id="nomor telepon", en="telephone numbers")
    with messages_in("en"):
        stored = Problem.of("personal-data", WHERE, column="HP", kind=kind).as_dict()
    assert stored["message"] == 'Column "HP" seems to hold telephone numbers; the table is not read.'
    again = Problem.from_dict(stored)
    assert again.message_in("id") == 'Kolom "HP" tampaknya memuat nomor telepon; tabel tidak dibaca.'
    assert again == Problem.of("personal-data", WHERE, column="HP", kind=kind)


def test_a_problem_stored_without_arguments_keeps_its_sentences() -> None:
    old = {
        "code": "small-cells",
        "severity": "info",
        "where": {"file": "a.csv", "sheet": "", "cell": ""},
        "message": "3 sel kecil {ganjil}.",
        "hint": "Gabungkan.",
    }
    problem = Problem.from_dict(old)
    assert (problem.message_in("en"), problem.hint_in("id")) == ("3 sel kecil {ganjil}.", "Gabungkan.")
    assert problem.severity is Severity.INFO


def test_a_problem_of_another_version_keeps_its_sentences() -> None:
    entry = Problem.of("small-cells", WHERE, count=3, threshold=5).as_dict()
    later = entry | {"arguments": {"count": 3}, "message": "Tiga sel."}
    assert Problem.from_dict(later).message == "Tiga sel."
    assert Problem.from_dict(later | {"code": "code-of-tomorrow"}).message == "Tiga sel."


def test_the_problem_of_an_error_has_the_words_of_the_error_in_both_languages() -> None:
    error = InputRefusedError(
        in_both(id="Kosong.", en="Empty."), code="file-empty", hint=in_both(id="Isi.", en="Fill.")
    )
    problem = Problem.of_error(error, Place("a.csv"))
    assert (problem.code, problem.severity) == ("file-empty", Severity.ERROR)
    assert (problem.message_in("id"), problem.hint_in("en")) == ("Kosong.", "Fill.")
    assert Problem.from_dict(problem.as_dict()).message_in("en") == "Empty."


def test_a_problem_found_in_either_language_is_the_same_problem() -> None:
    with messages_in("en"):
        one = Problem.of("sop-element-missing", WHERE, element=in_both(id="judul", en="title"))
    assert one == Problem.of("sop-element-missing", WHERE, element=in_both(id="judul", en="title"))


@pytest.mark.parametrize("arguments", [{}, {"count": 1}, {"count": 1, "threshold": 5, "more": 2}])
def test_arguments_that_the_sentence_does_not_have_are_a_fault_of_the_program(arguments: dict) -> None:
    with pytest.raises(ValueError, match="small-cells"):
        Problem.of("small-cells", WHERE, **arguments)


def test_a_code_without_words_is_a_fault_of_the_program() -> None:
    with pytest.raises(KeyError):
        Problem.of("no-such-code", WHERE)


def test_every_wording_asks_for_the_same_arguments_in_both_languages() -> None:
    probe = {"id": [], "en": []}
    for (code, variant), wording in load_catalogue().items():
        arguments = dict.fromkeys(wording.arguments, 7) | {
            name: "2026-03-20"
            for name in ("day", "deadline", "end", "since", "until")
            if name in wording.arguments
        }
        for lang in probe:
            for words in (wording.message[lang], wording.hint[lang]):
                said = say_in(words, arguments, lang)
                assert "{" not in said, (code, variant)
            probe[lang].append(wording.message[lang])
    assert set(probe["id"]) & set(probe["en"]) == {"{file}: {why}"}


def test_numbers_and_dates_are_written_as_people_of_the_language_do() -> None:
    words = "{n:~,.10g} {share:~.{places}f} {day:date} {plain:g}"
    arguments = {"n": 12345.5, "share": 0.5, "places": 2, "day": "2026-03-20", "plain": 1.5}
    assert say_in(words, arguments, "id") == "12.345,5 0,50 20-03-2026 1.5"
    assert say_in(words, arguments, "en") == "12,345.5 0.50 2026-03-20 1.5"


def test_words_in_two_languages_survive_pickling() -> None:
    with messages_in("en"):
        words = pickle.loads(pickle.dumps(in_both(id="judul", en="title")))
    assert isinstance(words, Said)
    assert (str(words), words.id, words.en) == ("title", "judul", "title")


def test_a_problem_of_all_is_said_without_a_place() -> None:
    placed = Problem.of("region-missing", Place("a.csv", "Lembar1"))
    assert placed.message_with_place == f"a.csv Lembar1: {placed.message}"
    of_all = Problem.of("region-missing", Place())
    assert of_all.message_with_place == of_all.message
