"""German noise wording; see `form`."""

from streams.text.wording.form import Wording

WORDING = Wording(
    lines={
        "appeal": """
            jetzt spenden / spenden / jetzt unterstützen / unterstützen sie uns / unterstütze uns / hier spenden /
            jetzt mitglied werden / mitglied werden / unterstützen sie unsere arbeit / unterstütze unsere arbeit /
            unterstützen sie unseren journalismus / unterstütze unseren journalismus / jetzt fördern
        """,
        "newsletter": """
            newsletter / newsletter abonnieren / newsletter bestellen / jetzt anmelden / zum newsletter anmelden /
            e-mail-adresse / ihre e-mail-adresse / deine e-mail-adresse / jetzt newsletter abonnieren /
            zur newsletter-anmeldung / hier zum newsletter anmelden / newsletter-anmeldung / kostenlos anmelden
        """,
        "related": """
            mehr lesen / weiterlesen / jetzt lesen / lesen sie auch / lesen sie mehr / lesen sie hier weiter /
            hier weiterlesen / mehr zum thema / mehr dazu / zum thema / das könnte sie auch interessieren /
            das könnte dich auch interessieren / das könnte ihnen auch gefallen / auch interessant /
            ähnliche artikel / verwandte artikel / verwandte themen / weitere artikel / weitere nachrichten /
            weitere meldungen / weitere themen / mehr aus diesem ressort / meistgelesen / meistgelesene artikel /
            meist gelesen / am meisten gelesen / beliebteste artikel / empfehlungen der redaktion /
            redaktionsempfehlungen / unsere empfehlungen / nächster artikel / vorheriger artikel / nicht verpassen /
            mehr von diesem autor / aktuelle nachrichten / neueste artikel / passend zum thema / lesetipps /
            das wichtigste zum thema / siehe auch / mehr nachrichten / mehr artikel
        """,
        "comments": """
            kommentare / kommentar / kommentieren / kommentar schreiben / kommentar verfassen / kommentar abgeben /
            einen kommentar schreiben / schreiben sie einen kommentar / schreibe einen kommentar /
            hinterlasse einen kommentar / hinterlassen sie einen kommentar / antwort hinterlassen / antworten /
            antworten abbrechen / keine kommentare / alle kommentare anzeigen / alle kommentare /
            diskutieren sie mit / diskutiere mit / jetzt mitdiskutieren / jetzt kommentieren / kommentare anzeigen /
            kommentare lesen / die kommentarfunktion ist geschlossen / die kommentarfunktion ist deaktiviert /
            kommentare geschlossen / ihre meinung ist gefragt / was denken sie / was meinen sie /
            erforderliche felder sind mit * markiert
        """,
        "share": """
            teilen / artikel teilen / diesen artikel teilen / beitrag teilen / diesen beitrag teilen / twittern /
            drucken / artikel drucken / link kopieren / link kopiert / merken / artikel merken / auf die merkliste /
            folgen sie uns / folge uns / per e-mail teilen / per mail versenden / artikel versenden / weiterleiten /
            artikel anhören / vorlesen / wird in neuem fenster geöffnet / verschenken / artikel verschenken
        """,
        "advertisement": """
            anzeige / anzeigen / werbung / advertorial / gesponsert / gesponserter inhalt / sponsored /
            bezahlter inhalt / weiter nach der anzeige / nach der werbung weiterlesen /
            artikel wird nach der anzeige fortgesetzt / anzeige schließen / werbung ausblenden
        """,
        "cookie": """
            cookies akzeptieren / alle akzeptieren / alle cookies akzeptieren / alle ablehnen / cookies ablehnen /
            cookie-einstellungen / datenschutzeinstellungen / einstellungen verwalten / zustimmen /
            zustimmen und weiter / akzeptieren und weiter / inhalte anzeigen / externe inhalte anzeigen /
            externer inhalt / empfohlener externer inhalt / empfohlener redaktioneller inhalt / inhalt laden
        """,
        "subscription": """
            abonnieren / jetzt abonnieren / abo / abo bestellen / jetzt testen / jetzt kostenlos testen / anmelden /
            einloggen / jetzt registrieren / registrieren / jetzt freischalten / nur für abonnenten /
            exklusiv für abonnenten / premium / sie sind bereits abonnent / bereits abonnent / schon abonnent /
            bereits registriert / zum abo / jederzeit kündbar / monatlich kündbar / jetzt weiterlesen /
            artikel freischalten / abo abschließen
        """,
        "button": """
            hier klicken / klicken sie hier / mehr anzeigen / mehr erfahren / mehr laden / weitere anzeigen /
            alle anzeigen / weniger anzeigen / schließen / zurück / weiter / nach oben / zurück nach oben / menü /
            suche / zum inhalt springen / zur startseite / zur navigation springen / video abspielen /
            video ansehen / zur bildergalerie / bildergalerie öffnen / app herunterladen / jetzt app herunterladen /
            vollbild / bild vergrößern / absenden
        """,
        "boilerplate": """
            alle rechte vorbehalten / impressum / datenschutz / datenschutzerklärung / agb / kontakt / über uns /
            nutzungsbedingungen / schlagworte / schlagwörter / themen / fehler melden / startseite /
            inhaltsverzeichnis
        """,
        "counter": """
            gerade eben / vor einer stunde / vor einem tag
        """,
    },
    patterns={
        "related": r"""
            (lesen sie|lies) (auch|mehr|hier|dazu|hierzu|jetzt)( auch| mehr)?( dazu| hier)?( ?[:|»>–-] ?| \
                ).{3,160}
            (mehr zum thema|mehr dazu|auch interessant|siehe auch|lesetipp|mehr|zum thema|passend dazu) ?[:|\
                »>].{3,160}
            (hier|weitere informationen|alle (nachrichten|artikel|news)) .{0,40}\b(finden sie|findest du|lesen \
                sie)\b.{0,90}
            das könnte (sie|dich|euch|ihnen) auch .{3,60}
        """,
        "comments": r"""
            (schreiben sie|schreib|schreibe|hinterlassen sie|hinterlasse|verfassen sie) (uns )?(einen|ihren|\
                deinen) kommentar.{0,60}
            ihre e-mail-adresse wird nicht veröffentlicht.{0,80}
            deine e-mail-adresse wird nicht veröffentlicht.{0,80}
            (bitte )?(melden sie sich|melde dich|loggen sie sich|logge dich)\b.{0,40}\bum (zu|einen|\
                mit).{0,20}(kommentieren|kommentar|diskutieren).{0,40}
            (alle )?(0 )?kommentare?( \(0\))? (anzeigen|lesen|ansehen|laden|schreiben)
            (was (denken|meinen|halten) sie|was (denkst|meinst|hältst) du|wie ist ihre \
                meinung)\b.{0,80}(kommentar|schreiben|diskutier).{0,60}
            (diskutieren sie|diskutiere) mit.{0,60}
            .{0,40}kommentarfunktion .{0,60}(geschlossen|deaktiviert).{0,40}
        """,
        "cookie": r"""
            (wir|diese (web)?seite|unsere (web)?seite|diese website|unsere website)( und unsere partner)? \
                (verwende[nt]|nutz(en|t)|setz(en|t)|benutz(en|t))\b.{0,60}\bcookies\b.{0,300}
            (durch|mit) .{0,60}\b(nutzung|klick|weitersurfen|besuch)\b.{0,120}\bcookies?\b.{0,200}
            an dieser stelle (finden sie|findest du|befindet sich) .{0,40}(externen?|redaktionellen?) \
                inhalt.{0,200}
            ich bin damit einverstanden, dass mir externe inhalte.{0,200}
            (um|zum) .{0,80}\b(anzusehen|anzuzeigen|anzeigen|laden)\b.{0,80}\b(cookies|zustimm\w+|\
                einwilligung)\b.{0,120}
            (cookies|externe inhalte) (akzeptieren|ablehnen|verwalten|zulassen).{0,80}
        """,
        "share": r"""
            (auf|bei|per|über|via) ({network}) (teilen|empfehlen|senden|versenden|folgen|posten).{0,40}
            (folgen sie|folge|folgt) (uns|mir|dem|der) .{0,60}({network}|social media).{0,40}
            (diesen |den )?(artikel|beitrag|seite) (teilen|drucken|versenden|weiterempfehlen|empfehlen).{0,40}
        """,
        "advertisement": r"""
            (der artikel|artikel|text|weiter) .{0,30}\b(nach|unter) der (anzeige|werbung).{0,40}
            .{0,120}\b(affiliate-links?|provision)\b.{0,80}\b(erhalten|bekommen|kauf\w*|kauft|käufe\w*|\
                verlinkt\w*)\b.{0,160}
        """,
        "subscription": r"""
            (jetzt )?(abonnieren|registrieren|anmelden|einloggen|testen)\b.{0,60}\b(weiterlesen|weiterzulesen|\
                freischalten|lesen)\b.{0,60}
            (dieser|der) (artikel|text|beitrag|inhalt) ist (nur |exklusiv )?(für|unseren) .{0,40}(abonnenten|\
                abonnentinnen|mitglieder|nutzer).{0,80}
            (sie haben|haben sie) (bereits|schon) ein .{0,20}(abo|konto|abonnement).{0,80}
            (sie sind|bist du|sind sie|schon) (bereits |schon )?(abonnent|registriert|mitglied).{0,60}
            (weiterlesen|lesen sie (weiter|diesen artikel)) (mit|im|ab)\b.{0,80}
            .{0,60}\b0 (monate?|wochen?|tage?) (gratis|kostenlos|testen).{0,80}
        """,
        "newsletter": r"""
            .{0,60}\b(melden sie sich|melde dich|abonnieren sie|abonniere|bestellen sie|bestelle|registrieren \
                sie sich) .{0,100}newsletter.{0,120}
            (mit (der|ihrer|deiner) (anmeldung|registrierung)|durch (die|ihre) anmeldung|mit dem \
                absenden)\b.{0,120}\b(stimm\w+|einverstanden|akzeptier\w+|datenschutz\w*|\
                nutzungsbedingungen)\b.{0,200}
            .{0,60}\bnewsletter\b.{0,60}\b(jederzeit|abbestell\w+|kostenlos|anmeld\w+)\b.{0,100}
            (vielen dank|danke) für (ihre|deine) anmeldung.{0,80}
        """,
        "button": r"""
            (laden sie|lade|hol dir|holen sie sich) .{0,40}\bapp\b.{0,60}
            (klicken sie|klick|tippen sie|hier klicken) (hier|auf).{0,60}
        """,
        "counter": r"""
            0 (kommentare?|antworten?|aufrufe|ansichten|likes|mal geteilt|shares|leser|beiträge|reaktionen)
            (kommentare|aufrufe|lesezeit)( \(|: ?| )(ca\. ?)?0( min\.?| minuten?)?\)?
            (ca\. |etwa )?0 (min\.?|minuten?)( lesezeit| lesedauer| zu lesen)
            (lesezeit|lesedauer)( etwa| ca\.?|:)*( etwa| ca\.?)? 0 ?(min\.?|minuten?)
            (rund |über )?0 (personen|menschen|leser|leserinnen|nutzer|besucher) (lesen|sehen|schauen) \
                (gerade |jetzt )?(das|dies|diesen (artikel|beitrag|text)|\
                diese seite)( gerade| jetzt| aktuell| im moment)?
            (von 0 (personen|menschen|lesern|nutzern|besuchern)|0[ -]?mal) (gelesen|angesehen|aufgerufen|geteilt)
            (gelesen|angesehen|geteilt) von 0 (personen|menschen|lesern|nutzern|besuchern)
            0 (leser|leserinnen|besucher|nutzer|personen|mitglieder)( sind)?( gerade| jetzt| aktuell)? online
            vor (0|einer|einem) (sekunden?|minuten?|min\.?|stunden?|std\.?|tag(en)?|wochen?|monat(en)?|jahr(en)?)
        """,
        "boilerplate": r"""
            (themen|schlagwörter|schlagworte|tags|stichwörter): ?.{2,140}
            (haben sie|hast du) .{0,40}\b(fehler|hinweise?|tipps?)\b.{0,40}\b(gefunden|entdeckt|schreiben|melden|\
                schicken|für uns)\b.{0,120}
        """,
    },
    topics={
        "related": "lesen lies mehr auch siehe lesetipp hier interessieren passend dazu weitere alle",
        "comments": """
            kommentar kommentare kommentieren e-mail-adresse diskutieren diskutiere mitdiskutieren kommentarfunktion
            meinung
        """,
        "cookie": "cookies cookie externen externe externer redaktionellen einwilligung",
        "share": "teilen drucken folgen folge folgt empfehlen versenden weiterempfehlen senden posten",
        "advertisement": "anzeige werbung affiliate-links affiliate-link affiliate provision",
        "subscription": """
            abo abonnieren abonnenten abonnent registrieren anmelden einloggen testen weiterlesen abonnement
            mitglieder registriert konto gratis freischalten
        """,
        "newsletter": "newsletter newsletters anmeldung registrierung absenden",
        "button": "app klicken klick tippen",
        "counter": """
            kommentare kommentar antworten aufrufe ansichten likes geteilt lesezeit lesedauer min minuten minute
            stunden stunde std sekunden sekunde tagen tag wochen woche monaten monat jahren jahr shares reaktionen
            dauer leser personen menschen nutzer besucher online gelesen angesehen mal
        """,
        "boilerplate": "themen schlagwörter schlagworte tags stichwörter fehler hinweise hinweis tipps tipp",
    },
    cues={
        "money": "spende spenden spendet spenderinnen",
        "support": """
            unterstützung unterstützen unterstützt unterstütze mitglied mitgliedschaft abo abonnement beitrag
            förderer fördern finanziell finanziert
        """,
        "help": "hilft helfen hilf hilfe ermöglicht ermöglichen",
        "we": "wir uns unser unsere unseren unserem unserer unseres",
        "you": "sie ihr ihre ihren ihrer ihrem du dir dich dein deine deinen deiner deinem euch eure euer",
        "media": """
            journalismus journalistische journalistischen journalistischer redaktion journalisten journalistinnen
            reporter reporterinnen berichterstattung recherchen recherche
        """,
        "story": "nachrichten geschichten artikel leserinnen leser beiträge berichten inhalte",
        "free": """
            paywall bezahlschranke werbefrei unabhängig unabhängigen unabhängiger unabhängige kostenlos kostenfrei
            werbung verlag konzern leserfinanziert gemeinnützig
        """,
        "letter": "newsletter",
        "box": "posteingang postfach mailbox",
        "sign": "abonnieren anmelden registrieren bestellen erhalten",
        "ask": """
            spenden spende unterstützen unterstütze helfen hilf werden werde abonnieren abonniere melden melde
            erhalten bitte bestellen holen jetzt verpassen
        """,
        "said": """
            sagte sagt sagten erklärte laut zufolge teilte berichtete berichtet forderte kritisierte schrieb
        """,
    },
)
