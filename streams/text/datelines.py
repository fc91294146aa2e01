"""Lines that hold a date and nothing else: when a page was published, updated, or looked at.

Observed: they change without the article changing, and tools that save pages add their own. Decided: a line that is a
label and a date is noise anywhere; a bare date only at the edge of the text (a timeline has dates between its texts).
A label with an age ("Updated 37 minutes ago") is noise, too.
Deliberately missed: a time of day alone (live blogs head their entries with it), dates inside a sentence.
"""

from __future__ import annotations

import re

_MONTHS = (
    r"jan(?:uary|uar|vier|uari)?|jän(?:ner)?|janv|enero|ene|janeiro|gen(?:naio)?|feb(?:ruary|ruar|rero|braio|ruari)?"
    r"|févr?(?:ier)?|fev(?:ereiro)?|mar(?:ch|s|zo|ço)?|märz|mär|mrz|maart|mrt|apr(?:il|ile)?|avr(?:il)?|abr(?:il)?|may|mai|mayo|maio|maggio|mag|mei"
    r"|jun[ei]?|junio|junho|juin|giu(?:gno)?|jul[iy]?|julio|julho|juil(?:let)?|lug(?:lio)?|aug(?:ust|ustus)?|août|aout"
    r"|ago(?:sto)?"
    r"|sept?(?:ember|embre|iembre)?|set(?:embro|tembre)?|o[ck]t(?:ober|obre|ubre)?|out(?:ubro)?|ott(?:obre)?"
    r"|nov(?:ember|embre|iembre|embro)?|de[cz](?:ember|embre)?|déc(?:embre)?|dic(?:iembre|embre)?|dez(?:embro)?"
)
_DAYS = (
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|montag|dienstag|mittwoch|donnerstag|freitag|samstag"
    r"|sonnabend|sonntag|mo|di|mi|do|fr|sa|so|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles"
    r"|jueves|viernes|sábado|domingo|segunda-feira|terça-feira|quarta-feira|quinta-feira|sexta-feira|lunedì|martedì"
    r"|mercoledì|giovedì|venerdì|sabato|domenica|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag"
)
_DATE = (
    rf"(?:(?:{_DAYS})\.?,? )?(?:(?:den|le|el|il|em|the|am|vom|du|del|op) )?"
    r"(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.] ?\d{1,2}[-/.] ?(?:\d{4}|\d\d)"
    rf"|\d{{1,2}}(?:st|nd|rd|th|er|º|°|\.)?(?: de| of|-)? ?(?:{_MONTHS})\.?(?:,? | de |-)(?:del? )?\d{{4}}"
    rf"|(?:{_MONTHS})\.? \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}})"
)
_TIME = (
    r"(?: ?(?:,|;|\||-|–|—|·|•|at|um|à|a las|às|as|alle|alle ore|ore|om|kl\.?|t)? ?"
    r"\d{1,2}[:.h]\d\d(?:[:.]\d\d)?(?:\.\d+)?z? ?(?:[ap]\.?m\.?|uhr|h|uur|hrs)?"
    r" ?(?:\(?(?:[a-z]{2,5}|[+-]\d\d:?\d\d)\)?)?)"
)
_CAPTURED = (
    r"date|retrieved(?: on)?|accessed(?: on)?|captured(?: on)?|archived(?: on)?|crawled(?: on)?|fetched(?: on)?"
    r"|downloaded(?: on)?|scraped(?: on)?|snapshot(?: of)?|saved on|abgerufen(?: am)?|gespeichert am|datum|consulté le"
    r"|capturé le|fecha|consultado(?: el)?|capturado el|data|acessado em|acesso em|capturado em|consultato il"
    r"|visitato il|geraadpleegd op|opgehaald op"
)
_PUBLISHED = (
    r"(?:first |last |originally |article )?(?:published|updated|posted|modified|created|revised|reviewed)(?: on| at)?"
    r"|publication date|last update|update|updated at|published date|(?:zuletzt |erst)?(?:veröffentlicht|aktualisiert)"
    r"(?: am)?|stand|erstellt am|letzte aktualisierung|letztes update"
    r"|(?:article )?(?:publié|mis à jour|modifié)(?: le)?"
    r"|dernière mise à jour(?: le)?|publication"
    r"|(?:publicado|actualizado|modificado)(?: el)?|última actualización"
    r"|fecha de publicación|(?:publicado|atualizado|modificado)(?: em)?|última atualização|data de publicação"
    r"|(?:pubblicato|aggiornato|modificato)(?: il)?|ultimo aggiornamento|ultima modifica"
    r"|(?:laatst )?(?:gepubliceerd|bijgewerkt|geüpdatet|gewijzigd|geplaatst)(?: op)?|laatste update"
)
_CHANGED = (
    r"(?:first |last |originally |article )?(?:published|updated|posted|modified|refreshed)|last update"
    r"|(?:zuletzt |erst)?(?:veröffentlicht|aktualisiert)|letzte aktualisierung|letztes update"
    r"|(?:article )?(?:publiée?|mise? à jour|modifiée?|actualisée?)|dernière mise à jour"
    r"|(?:publicad|actualizad|atualizad|modificad)[oa]|última (?:actualización|atualização)"
    r"|(?:pubblicat|aggiornat|modificat)[oa]|ultimo aggiornamento|ultima modifica"
    r"|(?:laatst )?(?:gepubliceerd|bijgewerkt|geüpdatet|gewijzigd|geplaatst)|laatste update"
)
_AGO = (
    r"(?:(?:about |over |almost )?(?:\d+|an?|a few) (?:secs?|seconds?|mins?|minutes?|hours?|hrs?|[smhd]|days?|weeks?"
    r"|months?|years?) ago|just now|moments ago|a moment ago"
    r"|vor (?:etwa |ca\. |rund )?(?:\d+|eine[rm]|wenigen|einigen) (?:sekunden?|sek\.?|minuten?|min\.?|stunden?|std\.?"
    r"|tag(?:en)?|wochen?|monat(?:en)?|jahr(?:en)?)|gerade eben"
    r"|il y a (?:environ )?(?:\d+|une?|quelques) ?(?:secondes?|minutes?|min\.?|mn|heures?|h|jours?|semaines?|mois|ans?)"
    r"|à l'instant"
    r"|hace (?:unos |unas )?(?:\d+|una?|unos|unas|pocos) (?:segundos?|minutos?|min\.?|horas?|h|días?|semanas?"
    r"|mes(?:es)?|años?)|ahora mismo"
    r"|há (?:cerca de )?(?:\d+|uma?|poucos|alguns) (?:segundos?|minutos?|min\.?|horas?|h|dias?|semanas?|m[eê]s(?:es)?"
    r"|anos?)(?: atrás)?|agora mesmo"
    r"|(?:circa )?(?:\d+|una?|pochi|poche|un')[ ]?(?:second[oi]|minut[oi]|min\.?|or[ae]|giorn[oi]|settiman[ae]|mes[ei]"
    r"|ann[oi]) fa|proprio ora"
    r"|(?:ongeveer )?(?:\d+|een|enkele) (?:seconden?|minuten|minuut|min\.?|uur|uren|dag(?:en)?|we(?:ek|ken)"
    r"|maand(?:en)?|jaar) geleden|zojuist)"
)
_AGED = re.compile(rf"\(?(?P<label>(?:{_CHANGED}) ?[:|·•–—-]? ?)?{_AGO}\)?")
_SEPARATOR = r" ?[,;|·•–—/-]? ?"
_LABELLED = re.compile(rf"\(?(?:(?:(?P<captured>{_CAPTURED})|{_PUBLISHED}) ?:? ?{_DATE}{_TIME}?(?:{_SEPARATOR}|$))+\)?")
_LOOKS_DATED = re.compile(r"(?:19|20)\d\d|\d[./-] ?\d")
_BARE = re.compile(rf"{_DATE}{_TIME}?")
# A head that tools put before a text: "date 2025-03-14 The council ..."; cut off by `plain`.
HEAD = re.compile(rf"\s*((?:{_CAPTURED}) ?:? ?\d{{4}}-\d\d-\d\d(?:[ t]\d\d:\d\d(?::\d\d)?z?)?)(?=\s|$)", re.IGNORECASE)
LENGTH_MAX = 120


def kind(line: str) -> str | None:
    """Return "captured", "published" or "bare" for a lower-cased line that is only a date, else None."""
    if len(line) > LENGTH_MAX or not _LOOKS_DATED.search(line):
        return None
    labelled = _LABELLED.fullmatch(line)
    if labelled:
        return "captured" if labelled.group("captured") else "published"
    return "bare" if _BARE.fullmatch(line) else None


def age(line: str) -> str | None:
    """Return "labelled" or "bare" for a lower-cased line that only says how old its page is, else None."""
    aged = _AGED.fullmatch(line) if len(line) <= LENGTH_MAX else None
    if aged is None:
        return None
    return "labelled" if aged.group("label") else "bare"
