"""Every signal in every language that has a vocabulary: one sentence, one change, and nothing else is said of it."""

from __future__ import annotations

import pytest

from streams.records import Edit
from streams.text.difference.signals import signals_of
from streams.text.difference.spans import spans_of

CASES = [
    ("en", "number", "The fire hurt {} people at the mill.", "twelve", "15"),
    ("de", "number", "Bei dem Brand wurden {} Menschen verletzt.", "zwölf", "15"),
    ("fr", "number", "L'incendie a fait {} blessés au moulin.", "douze", "15"),
    ("es", "number", "El incendio dejó {} heridos en el molino.", "doce", "15"),
    ("pt", "number", "O incêndio deixou {} feridos no moinho.", "doze", "15"),
    ("it", "number", "L'incendio ha ferito {} persone al mulino.", "dodici", "15"),
    ("nl", "number", "Bij de brand raakten {} mensen gewond.", "twaalf", "15"),
    ("en", "number", "It cost {} euros in all.", "1.2 million", "1.5 million"),
    ("de", "number", "Das kostet {} Euro.", "1,2 Millionen", "1,5 Millionen"),
    ("fr", "number", "Cela coûte {} d'euros.", "1,2 million", "1,5 million"),
    ("es", "number", "Cuesta {} de euros.", "1,2 millones", "1,5 millones"),
    ("pt", "number", "Custa {} de euros.", "1,2 milhões", "1,5 milhões"),
    ("it", "number", "Costa {} di euro.", "1,2 milioni", "1,5 milioni"),
    ("nl", "number", "Het kost {} euro.", "1,2 miljoen", "1,5 miljoen"),
    ("en", "date", "The mill closes on {}.", "3 May", "13 May"),
    ("de", "date", "Die Mühle schließt am {}.", "3. Mai", "13. Mai"),
    ("fr", "date", "Le moulin ferme le {}.", "3 mai", "13 mai"),
    ("es", "date", "El molino cierra el {}.", "3 de mayo", "13 de mayo"),
    ("pt", "date", "O moinho fecha em {}.", "3 de maio", "13 de maio"),
    ("it", "date", "Il mulino chiude il {}.", "3 maggio", "13 maggio"),
    ("nl", "date", "De molen sluit op {}.", "3 mei", "13 mei"),
    ("en", "date", "She comes on {} morning.", "Monday", "Tuesday"),
    ("de", "date", "Sie kommt am {} früh.", "Montag", "Dienstag"),
    ("fr", "date", "Elle arrive {} matin.", "lundi", "mardi"),
    ("es", "date", "Llega el {} por la mañana.", "lunes", "martes"),
    ("pt", "date", "Ela chega na {} de manhã.", "segunda-feira", "terça-feira"),
    ("it", "date", "Arriva {} mattina.", "lunedì", "martedì"),
    ("nl", "date", "Ze komt {} vroeg.", "maandag", "dinsdag"),
    ("en", "name", "The plan of mayor {} was dropped.", "Ida Brandt", "Ida Brenner"),
    ("fr", "name", "Le projet de la maire {} est abandonné.", "Ida Brandt", "Ida Brenner"),
    ("es", "name", "El plan de la alcaldesa {} fue retirado.", "Ida Brandt", "Ida Brenner"),
    ("pt", "name", "O plano da prefeita {} foi retirado.", "Ida Brandt", "Ida Brenner"),
    ("it", "name", "Il piano della sindaca {} è stato ritirato.", "Ida Brandt", "Ida Brenner"),
    ("nl", "name", "Het plan van burgemeester {} is ingetrokken.", "Ida Brandt", "Ida Brenner"),
    ("en", "quote", "“We will {} the fine today,” she told us.", "pay", "fight"),
    ("de", "quote", "„Wir werden die Strafe heute {}“, meinte sie.", "zahlen", "anfechten"),
    ("fr", "quote", "« Nous allons {} l'amende », lance-t-elle.", "payer", "contester"),
    ("es", "quote", "«Vamos a {} la multa hoy», comentó ella.", "pagar", "recurrir"),
    ("pt", "quote", "“Vamos {} a multa hoje”, comentou ela.", "pagar", "contestar"),
    ("it", "quote", "«Oggi {} la multa al comune», commenta lei.", "paghiamo", "contestiamo"),
    ("nl", "quote", "“Wij gaan de boete {}”, vertelde ze.", "betalen", "aanvechten"),
    ("en", "negation", "The bridge is {}safe for lorries.", "", "not "),
    ("de", "negation", "Die Brücke ist {}sicher für Laster.", "", "nicht "),
    ("fr", "negation", "Le pont {}sûr pour les camions.", "est ", "n'est pas "),
    ("es", "negation", "El puente {}es seguro para camiones.", "", "no "),
    ("pt", "negation", "A ponte {}é segura para caminhões.", "", "não "),
    ("it", "negation", "Il ponte {}è sicuro per i camion.", "", "non "),
    ("nl", "negation", "De brug is {}veilig voor vrachtwagens.", "", "niet "),
    ("en", "hedge", "He {}took the money from the till.", "", "allegedly "),
    ("de", "hedge", "Er nahm {}das Geld aus der Kasse.", "", "angeblich "),
    ("fr", "hedge", "Il a {}pris l'argent de la caisse.", "", "apparemment "),
    ("es", "hedge", "Él {}tomó el dinero de la caja.", "", "presuntamente "),
    ("pt", "hedge", "Ele {}levou o dinheiro do caixa.", "", "supostamente "),
    ("it", "hedge", "Lui ha {}preso i soldi dalla cassa.", "", "presumibilmente "),
    ("nl", "hedge", "Hij nam {}het geld uit de kas.", "", "vermoedelijk "),
    ("fr", "hedge", "Il {} pris l'argent de la caisse.", "a", "aurait"),
    ("es", "hedge", "Él {} tomado el dinero de la caja.", "ha", "habría"),
    ("it", "hedge", "Lui {} preso i soldi dalla cassa.", "ha", "avrebbe"),
    ("de", "hedge", "Der {}Täter kam durch das Fenster.", "", "mutmaßliche "),
    ("nl", "attribution", "De dam is vol{}.", "", ", aldus het kantoor"),
    ("en", "attribution", "The dam is full{}.", "", ", according to the office"),
    ("de", "attribution", "Der Damm ist{} voll.", "", " laut Behörde"),
    ("fr", "attribution", "Le barrage est plein{}.", "", ", selon la préfecture"),
    ("es", "attribution", "La presa está llena{}.", "", ", según la oficina"),
    ("pt", "attribution", "A barragem está cheia{}.", "", ", segundo a agência"),
    ("it", "attribution", "La diga è piena{}.", "", ", secondo la prefettura"),
    ("nl", "attribution", "De dam is vol{}.", "", ", volgens het kantoor"),
    ("en", "typo", "The council has {} the plan.", "aproved", "approved"),
    ("de", "typo", "Der Rat hat den Plan {}.", "bechlossen", "beschlossen"),
    ("fr", "typo", "Le conseil a {} le projet.", "approuvvé", "approuvé"),
    ("es", "typo", "El consejo ha {} el plan.", "aprovado", "aprobado"),
    ("pt", "typo", "O conselho tem {} o plano.", "aprrovado", "aprovado"),
    ("it", "typo", "Il consiglio ha {} il piano.", "approvatto", "approvato"),
    ("nl", "typo", "De raad heeft het plan {}.", "goedgekuerd", "goedgekeurd"),
    ("en", "style", "The mill{} once the largest, is closed.", " –", ","),
    ("de", "style", "Die Mühle{} einst die größte, ist zu.", " –", ","),
]


def found(sentence: str, old: str, new: str, language: str) -> list[tuple[str, str | None]]:
    before, after = sentence.format(old), sentence.format(new)
    edit = Edit("edited", before, after, spans=spans_of(before, after))
    return [(signal.type, signal.direction) for signal in signals_of(edit, language)]


@pytest.mark.parametrize(("language", "kind", "sentence", "old", "new"), CASES)
def test_a_change_raises_its_signal_and_no_other(language: str, kind: str, sentence: str, old: str, new: str) -> None:
    assert found(sentence, old, new, language) == [(kind, "up" if kind == "number" else None)]
    assert found(sentence, new, old, language) == [(kind, "down" if kind == "number" else None)]
