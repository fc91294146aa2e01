import pytest

from streams.text.notes import is_editors_note

NOTES = [
    ("correction", "Correction: The bridge is 400 metres long, not 40."),
    ("correction", "CORRECTION (March 3, 2025): The mayor’s name is Moss."),
    ("correction", "This article was amended on 3 March 2025 to correct the name of the river."),
    ("correction", "An earlier version of this story misstated the age of the mayor."),
    ("correction", "Editor’s note: The ferry’s age was misstated in the first paragraph."),
    ("correction", "Ann Lee reported from Hilo. This story has been corrected: the fee is yearly."),
    ("clarification", "Clarification: The law takes effect in May."),
    ("clarification", "This article was amended to clarify that the fee is yearly."),
    ("update_note", "Update, 3 p.m.: The mayor has resigned."),
    ("update_note", "UPDATE: The council has voted."),
    ("update_note", "This story has been updated with a statement from the ferry company."),
    ("update_note", "Editor's note: This story has been updated to include the vote."),
    ("update_note", "Please note that we've updated this article to include the vote."),
    ("update_note", "Please note: this story was updated on Friday."),
    ("correction", "Footnote: We previously misspelt the name of the mayor."),
    ("correction", "The ferry is late. We originally misstated the fare."),
    ("correction", "We incorrectly named the boat in Monday’s edition."),
    ("correction", "This story was changed on 1 April to fix the number of ferries."),
    ("correction", "Editor's note: This story was changed to fix the mayor's name."),
    ("update_note", "This story was changed on 1 April to fix a broken link."),
    ("update_note", "This story has been updated with a statement. The city plans to fix the bridge."),
    ("update_note", "UPDATE: Residents must register here by Friday, the council has decided."),
    ("update_note", "Hinweis: Dieser Artikel wurde am 3. März aktualisiert."),
    ("update_note", "Nota: Este artículo ha sido actualizado."),
    ("correction", "Korrektur: Die Brücke ist 400 Meter lang."),
    ("correction", "In einer früheren Version dieses Artikels hieß es, die Brücke sei 40 Meter lang. Das war falsch."),
    ("update_note", "Dieser Artikel wurde am 3. März aktualisiert."),
    ("correction", "Une version précédente de cet article indiquait une date erronée."),
    ("update_note", "Cet article a été mis à jour à 15 heures."),
    ("clarification", "Précision : la loi entre en vigueur en mai."),
    ("correction", "Fe de errores: el puente mide 400 metros."),
    ("update_note", "Este artículo ha sido actualizado."),
    ("correction", "Erramos: o nome do rio é outro."),
    ("correction", "Uma versão anterior desta reportagem informava a data errada."),
    ("update_note", "Questo articolo è stato aggiornato alle 15."),
    ("correction", "Errata corrige: il ponte è lungo 400 metri."),
    ("correction", "Correctie: de brug is 400 meter lang."),
    ("correction", "In een eerdere versie van dit artikel stond een verkeerde naam."),
]

REPORTING = [
    "The paper issued a correction on Monday.",
    "Corrections officers went on strike in three counties.",
    "“This article was amended,” the editor said.",
    "The editor said: “This article was amended twice.”",
    "An earlier version of the bill was amended in June.",
    "The story was updated for the stage by Ann Lee.",
    "The article was changed by lawmakers in 1949.",
    "This story is about a man who edited maps.",
    "This article was edited by Ann Lee.",
    "Update your browser: here is how.",
    "Please note that we have updated our terms of use.",
    "Update: Join us on Thursday for a talk about the harbour. Register here.",
    "Update: Tickets are nearly gone. Sign up now!",
    "Update: Inscrivez-vous à notre soirée.",
    "“We previously misspelt the name,” the clerk said.",
    "We originally named the boat after the mayor.",
    "Footnotes: the poem has forty of them.",
    "The footnote says we previously misspelt it.",
    "Editor’s note: This story contains scenes of violence.",
    "Der Artikel wurde 1949 geändert.",
    "Die Korrektur der Steuerzahlen kostet Millionen.",
    "Este artículo de la ley fue modificado en 1999.",
    "La correction des copies a commencé lundi.",
    "La correzione di rotta è arrivata troppo tardi.",
    "De update van de app volgt in mei.",
    "",
    "Update",
]


@pytest.mark.parametrize(("kind", "text"), NOTES)
def test_a_newsroom_speaking_about_its_own_text_is_a_note(kind: str, text: str) -> None:
    assert is_editors_note(text) == kind


@pytest.mark.parametrize("text", REPORTING)
def test_reporting_about_corrections_is_none(text: str) -> None:
    assert is_editors_note(text) is None


@pytest.mark.parametrize("language", ["de", "fr", "xx"])
def test_a_wrong_language_guess_hides_no_note(language: str) -> None:
    assert is_editors_note("Correction: The bridge is 400 metres long.", language) == "correction"


def test_a_note_far_down_a_long_text_is_not_looked_for() -> None:
    assert is_editors_note("The tunnel was closed. " * 100 + "This article was amended.") is None
