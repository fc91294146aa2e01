"""Dutch noise wording; see `form`."""

from streams.text.wording.form import Wording

WORDING = Wording(
    lines={
        "appeal": """
            doneer / doneer nu / doneren / steun ons / steun ons nu / steun ons werk / steun onze journalistiek /
            geef nu / steun onafhankelijke journalistiek / word lid / word nu lid / word donateur / word vriend /
            ik doneer / ik steun
        """,
        "newsletter": """
            nieuwsbrief / nieuwsbrieven / meld je aan / meld u aan / aanmelden / inschrijven / schrijf je in /
            schrijf u in / schrijf je in voor de nieuwsbrief / meld je aan voor de nieuwsbrief /
            meld je aan voor onze nieuwsbrief / e-mailadres / je e-mailadres / uw e-mailadres /
            vul je e-mailadres in / ontvang onze nieuwsbrief
        """,
        "related": """
            lees meer / lees ook / lees verder / lees hier meer / lees hier verder / lees ook deze artikelen /
            lees alles over / meer lezen / meer nieuws / meer over dit onderwerp / gerelateerd /
            gerelateerde artikelen / gerelateerd nieuws / gerelateerde berichten / aanbevolen /
            aanbevolen voor jou / aanbevolen artikelen / meest gelezen / best gelezen / populair / laatste nieuws /
            net binnen / zie ook / bekijk ook / misschien ook interessant / ook interessant / volgend artikel /
            vorig artikel / mis het niet / meer artikelen / meer van deze auteur / dit vind je misschien ook leuk /
            lees het volledige artikel / lees het hele artikel
        """,
        "comments": """
            reacties / reactie / reageer / reageren / plaats een reactie / plaats reactie /
            laat een reactie achter / geef een reactie / schrijf een reactie / reactie annuleren /
            reageer op dit artikel / reageer als eerste / geen reacties / bekijk reacties / bekijk alle reacties /
            toon reacties / alle reacties / lees alle reacties / reacties zijn gesloten /
            reageren is niet mogelijk / log in om te reageren / praat mee / wat vindt u / wat vind jij / antwoorden
        """,
        "share": """
            delen / deel / deel dit / deel dit artikel / deel dit bericht / deel artikel / deel via / tweeten /
            printen / print / afdrukken / kopieer link / link gekopieerd / link kopiëren / stuur door / mailen /
            bewaar / bewaren / opslaan / volg ons / volg ons op social media / luister / luister naar dit artikel /
            cadeau geven / opent in nieuw venster
        """,
        "advertisement": """
            advertentie / advertenties / reclame / gesponsord / gesponsorde inhoud / partnerbijdrage /
            ingezonden mededeling / branded content / tekst gaat verder onder de advertentie /
            artikel gaat verder onder de advertentie / lees verder onder de advertentie /
            verder lezen na de advertentie / sluit advertentie / advertentie overslaan
        """,
        "cookie": """
            accepteren / alles accepteren / cookies accepteren / alle cookies accepteren / weigeren /
            alles weigeren / cookies weigeren / cookie-instellingen / cookie-instellingen aanpassen /
            cookievoorkeuren / instellingen beheren / akkoord / ga akkoord / cookiebeleid / privacy-instellingen
        """,
        "subscription": """
            abonneren / abonneer / abonneer nu / abonnement / neem een abonnement / inloggen / log in /
            registreren / maak een account aan / account aanmaken / al abonnee / ik ben al abonnee /
            bent u al abonnee / ben je al abonnee / alleen voor abonnees / exclusief voor abonnees / voor abonnees /
            premium / bekijk abonnementen / probeer gratis / maandelijks opzegbaar / verder lezen
        """,
        "button": """
            klik hier / toon meer / meer tonen / meer laden / laad meer / bekijk alles / toon minder / meer weten /
            sluiten / sluit / terug / volgende / vorige / terug naar boven / naar boven / menu / zoeken /
            ga naar de inhoud / naar inhoud / bekijk de video / video afspelen / bekijk video / bekijk fotoserie /
            vergroot / vergroot afbeelding / download de app / download onze app / volledig scherm / verder /
            verzenden
        """,
        "boilerplate": """
            alle rechten voorbehouden / privacybeleid / privacyverklaring / algemene voorwaarden /
            gebruiksvoorwaarden / contact / over ons / colofon / sitemap / disclaimer / onderwerpen / trefwoorden /
            tip de redactie / fout melden / home
        """,
        "counter": """
            zojuist / een uur geleden / een dag geleden
        """,
    },
    patterns={
        "related": r"""
            (lees|bekijk|luister|kijk|zie)( hier)? (ook|meer|verder|hier|alles over|het hele artikel)( over| \
                van)?( ?[:|»>–-] ?| ?: ?).{3,160}
            (lees|bekijk|zie) ook\b.{3,140}
            (gerelateerd|meer over|ook interessant|lees meer over|meer nieuws) ?[:|»>].{3,160}
            lees (meer|alles) over [^.!?]{3,90}
        """,
        "comments": r"""
            (laat|plaats|schrijf|geef) (hieronder |hier )?(een|je|uw|jouw) (reactie|mening|bericht)\b.{0,60}
            (je|uw|het) e-?mailadres (wordt|zal) niet .{0,20}gepubliceerd.{0,80}
            (log|meld|je moet|u moet) .{0,40}\b(reageren|reactie)\b.{0,40}
            (bekijk|lees|toon|verberg) (alle )?(de )?(0 )?reacties?( \(0\))?
            (wat vind|wat vindt|wat denk|praat) .{0,60}\b(reacties?|mee|hieronder|reageer)\b.{0,60}
            (vereiste velden|reageren op dit) .{0,80}
            (de )?reacties (zijn|worden) (gesloten|gemodereerd|uitgeschakeld).{0,60}
        """,
        "cookie": r"""
            (wij|we|deze (web)?site|onze (web)?site|deze website|wij en onze (0 )?partners)( en onze partners)? \
                (gebruik(t|en)|maakt? gebruik|maken gebruik|plaats(t|en))\b.{0,80}\bcookies\b.{0,300}
            door (verder|op|gebruik|deze|te)\b.{0,140}\b(cookies|voorwaarden|privacy\w*)\b.{0,200}
            (om (dit|deze)|deze inhoud|dit bericht).{0,160}\bcookies\b.{0,160}
            (cookies|alle cookies) (accepteren|weigeren|toestaan|beheren).{0,80}
        """,
        "share": r"""
            (deel|delen|volg|volg ons|stuur|like)\b.{0,50}\b(op|via|per|met)\b.{0,20}\b({network}|social media|\
                sociale media)\b.{0,40}
            (deel|print|mail) (dit|deze) (artikel|bericht|pagina|verhaal).{0,40}
        """,
        "advertisement": r"""
            (tekst|artikel|het artikel|de tekst|lees)? ?(gaat )?verder (lezen )?(onder|na) (de|deze) (advertentie|\
                reclame|video|foto).{0,30}
            (dit artikel|deze pagina|deze site|wij|we) .{0,60}\b(affiliate-?links?|een commissie)\b.{0,160}
        """,
        "subscription": r"""
            (abonneer|registreer|log in|neem een abonnement|word lid|meld je aan|maak een account)\b.{0,60}\b(om|\
                en)\b.{0,30}\b(lezen|verder|toegang|lees|onbeperkt)\b.{0,100}
            dit (artikel|verhaal|bericht) is (alleen|exclusief|uitsluitend) .{0,20}\b(abonnees|leden)\b.{0,80}
            (ben je|bent u|ik ben) al (abonnee|lid|geregistreerd).{0,60}
            (verder lezen|je hebt|u hebt|u heeft)\b.{0,60}\b(artikelen|limiet|abonne\w+|account|gratis)\b.{0,80}
        """,
        "newsletter": r"""
            (meld (je|u)|schrijf (je|u)|abonneer (je|u)|aanmelden)\b.{0,60}\bnieuwsbrie(f|ven)\b.{0,120}
            ontvang\b.{0,120}\b(mailbox|inbox|e-mail|mail|nieuwsbrief)\b.{0,80}
            door (je|u|je e-mailadres) .{0,60}\b(aan te melden|in te schrijven|in te vullen)\b.{0,200}
            (je|u) kunt (je|u|zich)?.{0,20}\b(uitschrijven|afmelden)\b.{0,80}
            bedankt voor (je|uw) (aanmelding|inschrijving).{0,60}
        """,
        "button": r"""
            (download|installeer) (de|onze|nu|gratis)\b.{0,30}\bapp\b.{0,60}
            klik (hier|op)\b.{0,60}
        """,
        "counter": r"""
            0 (reacties?|keer bekeken|keer gelezen|weergaven|keer gedeeld|likes|volgers|antwoorden)
            (reacties|weergaven|leestijd)( \(|: ?| )0( min\.?| minuten| minuut)?\)?
            (ongeveer |circa )?0 ?(min\.?|minuten|minuut)( leestijd| lezen| leesduur)
            (leestijd|leesduur):?( ca\.?| ongeveer)? 0 ?(min\.?|minuten|minuut)
            0 (mensen|personen|lezers|bezoekers) (lezen|bekijken) (nu )?(dit|dit (artikel|bericht|verhaal)|deze pagina)\
                ( nu| op dit moment| momenteel)?
            (gelezen|bekeken|gedeeld) door 0 (mensen|personen|lezers|bezoekers)
            0 (mensen|personen|lezers|bezoekers|leden)( zijn)?( nu)? online
            (0|een) (seconden?|minuten|minuut|min|uur|uren|dag(en)?|we(ek|ken)|maand(en)?|jaar) geleden
        """,
        "boilerplate": r"""
            (onderwerpen|trefwoorden|tags|categorie|lees meer over|thema's) ?: ?.{2,140}
            (heb je|heeft u|heb jij|zie je) .{0,40}\b(tip|fout|opmerking|vraag)\b.{0,120}
        """,
    },
    topics={
        "related": "lees bekijk luister kijk zie gerelateerd meer interessant video",
        "comments": "reactie reacties reageren mening bericht e-mailadres emailadres reageer velden praat",
        "cookie": "cookies cookie",
        "share": "deel delen volg stuur like print mail",
        "advertisement": "advertentie reclame affiliate affiliatelinks affiliate-links commissie verder",
        "subscription": """
            abonneer registreer abonnement abonnees abonnee lid leden account artikelen limiet log gratis
        """,
        "newsletter": """
            nieuwsbrief nieuwsbrieven ontvang uitschrijven afmelden aanmelding inschrijving aanmelden meld schrijf
        """,
        "button": "app klik",
        "counter": """
            reacties reactie bekeken gelezen weergaven gedeeld likes volgers antwoorden leestijd leesduur min
            minuten minuut uur uren dag dagen week weken maand maanden jaar geleden seconden duur mensen
            personen lezers bezoekers online
        """,
        "boilerplate": "onderwerpen trefwoorden tags categorie tip fout opmerking vraag",
    },
    cues={
        "money": "donatie donaties doneer doneren gift giften",
        "support": """
            steun steunen steunt bijdrage bijdragen lid lidmaatschap abonnement donateur donateurs vriend financieel
        """,
        "help": "help helpen helpt word",
        "we": "wij we ons onze",
        "you": "je jij jou jouw u uw jullie",
        "media": """
            journalistiek journalistieke journalisten journalist redactie verslaggevers onderzoeksjournalistiek
            verslaggeving
        """,
        "story": "nieuws verhalen artikelen lezers lezer berichtgeving feiten krant site",
        "free": """
            onafhankelijk onafhankelijke onafhankelijkheid gratis betaalmuur adverteerders aandeelhouders vrij
            toegankelijk
        """,
        "letter": "nieuwsbrief nieuwsbrieven",
        "box": "mailbox inbox",
        "sign": "meld aanmelden inschrijven schrijf ontvang abonneer",
        "ask": "doneer steun help geef word meld schrijf ontvang abonneer wil maak blijf",
        "said": "zei zegt volgens aldus vertelde verklaarde meldt schreef stelt",
    },
)
