"""Editors' notes: sentences in which a newsroom speaks about its own text.

Observed: fewer than 5 % of changed articles carry one, in a few set forms: a label ("Correction:", "Update, 3 p.m.:"),
or a sentence about *this* article ("This article was amended on ...", "An earlier version of this story misstated
..."). Reporting speaks of corrections too ("the paper issued a correction").

Decided: a note begins the text or a sentence of it, names this very text or stands behind a label, and is not quoted.
The same forms serve seven languages at once, since the language of a page is only a guess. What an editor's note says
decides its kind; a note that neither corrects, clarifies nor updates (a warning about content) is none of the three.

Deliberately missed: corrections that never say so, and apologies that do not name the article.
"""

from __future__ import annotations

import re

_CORRECTION = (
    r"corrections?(?: and clarifications?)?|corrigend(?:um|a)|errat(?:um|a)|errata corrige|retraction"
    r"|korrektur(?:hinweis)?"
    r"|berichtigung|richtigstellung|rectificatif|corrección|correcciones|fe de (?:errores|erratas)"
    r"|rectificación|correção"
    r"|retificação|erramos|correzione|rettifica|correctie|rectificatie"
)
_CLARIFICATION = (
    r"clarifications?|klarstellung|präzisierung|précisions?|aclaración|esclarecimento|precisazione|chiarimento"
    r"|verduidelijking|nuancering"
)
_UPDATE = (
    r"updated?|aktualisier(?:ung|t)|nachtrag|mise à jour|actualización|actualizado|atualização|atualizado"
    r"|aggiornamento|aggiornato|aanvulling|bijgewerkt"
)
_NOTE = (
    r"(?:editor'?s'?|editorial|publisher's) note|note (?:from|by) the editors?|(?:anmerkung"
    r"|hinweis) der redaktion|anm\. d\. red\."
    r"|note de la rédaction|ndlr|nota de(?:l editor| la redacción)|nota d(?:a redação|o editor)|nota della redazione"
    r"|nota dell'editore|(?:noot|naschrift) van de redactie|red\."
)
_WHEN = r"(?:\s*[,(\[]?\s*[^:()\n]{0,40}\d[^:()\n]{0,25}[)\]]?|\s*\([^:()\n]{1,60}\))?"
_LABEL = re.compile(
    rf"[\s*_([\]>—–-]*(?:(?P<correction>{_CORRECTION})|(?P<clarification>{_CLARIFICATION})|(?P<update_note>{_UPDATE})"
    rf"|(?P<note>{_NOTE})){_WHEN}[\s*_)\]]*(?:[:|](?!\d)|\s[–—-]\s|$)"
)
_TEXT = (
    r"(?:article|story|post|report|headline|piece|column|page|obituary|review|item|(?:photo )?caption|video|live ?blog)"
)
_SUBJECT = (
    rf"(?:this {_TEXT}(?:'s headline)?|the headline (?:of|on) this {_TEXT})|dieser (?:artikel|text|beitrag"
    rf"|bericht)|der (?:artikel|text|beitrag) wurde nachträglich"
    r"|diese (?:meldung|nachricht|überschrift)|cet article|cette (?:dépêche|info|page)|ce (?:texte|papier)"
    r"|est[ea] (?:artículo|noticia|nota|texto|información|artigo|matéria|reportagem|notícia)|questo (?:articolo"
    r"|testo|pezzo)"
    r"|questa notizia|dit (?:artikel|bericht|verhaal|stuk)"
)
_EARLIER = (
    rf"(?:an|a|the|in an?) (?:earlier|previous|prior|original|initial|first) (?:version|edition) of (?:this|the"
    rf"|our) {_TEXT}"
    r"|in einer (?:früheren|ersten|vorherigen|ursprünglichen) (?:version|fassung) (?:dieses|des|diesem) \w+"
    r"|(?:dans )?une (?:version précédente|première version|version antérieure"
    r"|précédente version) de (?:cet article|ce texte)"
    r"|(?:en )?una versión (?:anterior|previa) de est[ea] \w+|(?:em )?uma versão (?:anterior|prévia) dest[ea] \w+"
    r"|(?:in )?una (?:versione precedente|precedente versione|prima versione) di quest[oa] \w+"
    r"|in een (?:eerdere|vorige|eerste) versie van dit \w+"
)
_CHANGED = (
    r"(?:has (?:since |now )?been|was)(?: (?:later|first|last|originally|since|subsequently|further|on"
    r"|at)\b[^.:;]{0,50}?)?"
    r" (?:amended|corrected|updated|clarified|revised|edited|changed|modified|republished)\b(?! by\b)"
    r"|originally (?:stated|said|reported|misstated|gave|identified|referred)"
    r"|wurde\b.{0,60}?\b(?:aktualisiert|korrigiert|geändert|ergänzt|überarbeitet|berichtigt|präzisiert|angepasst)"
    r"|a été\b.{0,60}?\b(?:mis à jour|mise à jour|corrigée?|modifiée?|actualisée?|rectifiée?|précisée?)"
    r"|(?:ha sido|fue|se ha)\b.{0,60}?\b(?:actualizad[oa]|corregid[oa]|modificad[oa]|rectificad[oa])"
    r"|foi\b.{0,60}?\b(?:atualizad[oa]|corrigid[oa]|alterad[oa]|modificad[oa]|editad[oa])"
    r"|è stat[oa]\b.{0,60}?\b(?:aggiornat[oa]|corrett[oa]|modificat[oa]|rettificat[oa])"
    r"|(?:is|werd)\b.{0,60}?\b(?:bijgewerkt|gecorrigeerd|aangepast|gewijzigd|geüpdatet|aangevuld)"
)
_WE = (
    r"we(?: have|'ve) (?:since )?(?:corrected|amended|updated|clarified)\b.{0,40}\b(?:article|story|headline"
    r"|post|text|report|error)"
    r"|we (?:had )?(?:(?:previously|originally|initially|earlier|incorrectly|mistakenly|wrongly) (?:misspel(?:led|t)"
    r"|misstated|misidentified|misreported|misattributed|misquoted)|(?:incorrectly|mistakenly|wrongly) (?:gave|named"
    r"|identified|stated|reported)) (?:the|a|an|his|her|its|their|that)\b"
    r"|wir haben\b.{0,60}\b(?:korrigiert|berichtigt|präzisiert)|nous avons (?:corrigé|rectifié|modifié) (?:cet"
    r"|l'|le|la|cette)"
    r"|wij? hebben? dit (?:gecorrigeerd|aangepast)|dit is (?:inmiddels )?(?:gecorrigeerd|aangepast)"
)
_PREFACE = (
    r"(?:please )?note(?: that|:)|footnotes?:|n\.?b\.?:|hinweis:|fußnote:|à noter ?:|remarque ?:|note ?:|nota:"
    r"|nota al pie:|nota de rodapé:|voetnoot:|let op:"
)
_SENTENCE = re.compile(
    rf"(?:^|[.!?:)\]]\s+|\n)[\s*_([—–-]*(?:(?:{_PREFACE}) )?"
    rf"(?:(?P<changed>(?:{_SUBJECT}) (?:{_CHANGED}))|(?P<earlier>{_EARLIER})|(?P<we>{_WE}))"
)
_SAYS_CLARIFY = re.compile(
    r"clarif|präzis|klarstell|précis|aclar|esclare|chiari|precisa|verduidelijk|nuancer|make clear"
)
_SAYS_CORRECT = re.compile(
    r"correct|amend|misstat|mistak|incorrect|erron|error|wrong|misspel|misidentif|misattribut|inaccura|korrig"
    r"|bericht?ig|fehler|"
    r"fälschlich|falsch|erreur|corrig|rectif|équivoque|correg|errón|equivoc|por error|erro\b|errad|corret"
    r"|corrett|errat|sbagliat|"
    r"rettific|onjuist|fout|verkeerd|abus|ten onrechte|retract"
)
# In the note's own sentence, and not of what surrounds the text.
_SAYS_FIX = re.compile(
    r"[^.!?]{0,160}?\b(?:to fix|fixing)\b(?! (?:an? |the )?(?:broken |dead )?(?:links?|format|layout|video|player))"
)
# Behind "Update:", an event or an offer: a box of the page, not a word of the editors about the text.
_INVITES = re.compile(
    r"(?:^|[.!?:…]\s)\W*(?:please )?(?:join us|register (?:here|now|today)|sign up|subscribe|rsvp|get (?:your )?tickets"
    r"|book (?:now|your)|follow us|download our|melden sie sich|hier anmelden|jetzt anmelden|inscrivez-vous"
    r"|rejoignez-nous|suscríbete|regístrate|inscríbete|únete|inscreva-se|cadastre-se|iscriviti|registrati|unisciti"
    r"|meld je aan|schrijf je in)\b"
)
_SAYS_UPDATE = re.compile(
    r"updat|aktualis|ergänz|mis à jour|mise à jour|actualis|actualiz|atualiz|aggiorn|bijgewerkt|aangevuld"
    r"|add(?:ed)? |to include|"
    r"to reflect|republished|revised|edited|changed|geändert|überarbeitet|angepasst|modif|alterad|gewijzigd|aangepast"
)
# Every form holds one of these; a text without any is none, at the price of a few look-ups.
_STEMS = re.findall(
    r"\S+",
    """
    aangepast aangevuld aanvull aclarac actualiz aggiorn aktualis alterad amend atualiz berichtig bijgew changed
    chiarim clarif corre corrig editad edited ergänzt erramos errat esclarec fassung errores gewijzigd geändert
    geüpdatet klarst korrekt korrig misatt misident misquot misrep misspel
    misstat modifi nachtrag naschrift ndlr noot nota note nuancer originally precis präzis
    précis rectif redak republished retif retract rettif revised richtigst rédac updat verduid versie version
    versión versão jour
    """,
)
_EXAMINED_MAX = 1_200
_QUOTES = "\"“„«»‘「'"


def is_editors_note(text: str, language: str | None = None) -> str | None:  # noqa: ARG001 - see below
    """Return "correction", "clarification" or "update_note" where ``text`` is an editor's note, else None.

    ``language`` is accepted for callers that know it; the forms of all seven languages are tried in any case.
    """
    low = " ".join(text[:_EXAMINED_MAX].lower().replace("’", "'").split())
    if not low or low[0] in _QUOTES or not any(stem in low for stem in _STEMS):
        return None
    label = _LABEL.match(low)
    if label and label.lastgroup and (label.end() < len(low) or label.lastgroup in {"correction", "clarification"}):
        if label.lastgroup == "update_note" and _INVITES.search(low[label.end() :].strip()):
            return None
        if label.lastgroup != "note":
            return label.lastgroup
        return _kind(low[label.end() :])
    sentence = _SENTENCE.search(low)
    if sentence is None or _is_quoted(low, sentence.start()):
        return None
    said = low[sentence.start(sentence.lastgroup or 0) :]
    return _kind(said) or (None if sentence.lastgroup == "changed" else "correction")


def _is_quoted(low: str, at: int) -> bool:
    before = low[:at]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1 or before.count("«") > before.count("»")


def _kind(low: str) -> str | None:
    """Tell by its words what a note does; what corrects and updates corrects."""
    if _SAYS_CLARIFY.search(low):
        return "clarification"
    if (
        re.search(r"\b(?:to|with|and) (?:include|add|reflect)|to add\b", low)
        and "correct" not in low
        and "error" not in low
    ):
        return "update_note"
    if _SAYS_CORRECT.search(low) or _SAYS_FIX.match(low):
        return "correction"
    return "update_note" if _SAYS_UPDATE.search(low) else None
