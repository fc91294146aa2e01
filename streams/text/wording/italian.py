"""Italian noise wording; see `form`."""

from streams.text.wording.form import Wording

WORDING = Wording(
    lines={
        "appeal": """
            dona / dona ora / dona adesso / fai una donazione / sostienici / sostieni il nostro lavoro /
            sostieni il nostro giornalismo / sostieni il giornalismo indipendente / diventa sostenitore /
            diventa socio / diventa membro / contribuisci / aiutaci / voglio donare
        """,
        "newsletter": """
            newsletter / iscriviti alla newsletter / iscriviti alla nostra newsletter / iscriviti / iscriviti ora /
            indirizzo email / la tua email / il tuo indirizzo email / inserisci la tua email /
            ricevi la newsletter / le nostre newsletter / iscrizione alla newsletter
        """,
        "related": """
            leggi anche / leggi di più / leggi tutto / leggi ancora / per approfondire / approfondisci /
            vedi anche / guarda anche / articoli correlati / notizie correlate / contenuti correlati / correlati /
            potrebbe interessarti / ti potrebbe interessare / potrebbero interessarti /
            potrebbe interessarti anche / più letti / i più letti / le più lette / articoli più letti /
            ultime notizie / altre notizie / articolo successivo / articolo precedente / da non perdere /
            consigliati / consigliati per te / continua a leggere / leggi l'articolo completo / leggi l'articolo /
            altri articoli / scopri di più / sullo stesso argomento / leggi la notizia
        """,
        "comments": """
            commenti / commento / commenta / lascia un commento / lascia il tuo commento / scrivi un commento /
            aggiungi un commento / pubblica commento / rispondi / annulla risposta / nessun commento /
            vedi i commenti / leggi i commenti / tutti i commenti / mostra commenti / i commenti sono chiusi /
            commenti chiusi / partecipa alla discussione / partecipa alla conversazione / cosa ne pensi /
            di' la tua / dì la tua
        """,
        "share": """
            condividi / condividi su / condividi questo articolo / condividi l'articolo / condividi articolo /
            twitta / stampa / copia link / copia il link / link copiato / invia per email / invia / salva /
            salva articolo / seguici / seguici su / seguici sui social / ascolta / ascolta l'articolo /
            regala articolo / si apre in una nuova finestra
        """,
        "advertisement": """
            pubblicità / annuncio / annunci / sponsorizzato / contenuto sponsorizzato / contenuto promozionale /
            adv / pubbliredazionale / continua dopo la pubblicità / l'articolo continua dopo la pubblicità /
            prosegue dopo la pubblicità / salta annuncio / chiudi annuncio
        """,
        "cookie": """
            accetta / accetta tutto / accetta i cookie / accetta tutti i cookie / accetta e continua / rifiuta /
            rifiuta tutto / rifiuta i cookie / gestisci cookie / gestisci preferenze / impostazioni cookie /
            preferenze cookie / cookie policy / continua senza accettare / informativa sui cookie
        """,
        "subscription": """
            abbonati / abbonati ora / abbonati subito / abbonamento / accedi / registrati / crea un account /
            sei già abbonato / già abbonato / riservato agli abbonati / contenuto riservato agli abbonati /
            solo per abbonati / premium / articolo riservato agli abbonati / scopri le offerte / prova gratis /
            disdici quando vuoi / sblocca l'articolo
        """,
        "button": """
            clicca qui / vedi altro / mostra altro / mostra di più / carica altri / vedi tutti / vedi tutto /
            mostra meno / chiudi / indietro / avanti / successivo / precedente / torna su / torna in alto / menu /
            cerca / vai al contenuto / salta al contenuto / guarda il video / riproduci / guarda la gallery /
            sfoglia la gallery / ingrandisci / scarica l'app / scarica la nostra app / schermo intero / continua
        """,
        "boilerplate": """
            tutti i diritti riservati / riproduzione riservata / note legali / privacy policy /
            informativa sulla privacy / contatti / contattaci / chi siamo / termini e condizioni / mappa del sito /
            argomenti / home / tag / segnala un errore
        """,
        "counter": """
            un'ora fa / un giorno fa / proprio ora
        """,
    },
    patterns={
        "related": r"""
            (leggi|guarda|vedi|ascolta|scopri) (anche|di più|qui|l'articolo completo|tutto)( l'articolo)? ?[:|\
                »>–-].{3,160}
            (leggi|guarda|vedi) anche\b.{3,140}
            (articoli correlati|per approfondire|approfondimento|correlati|da non perdere|potrebbe interessarti( \
                anche)?) ?[:|»>].{3,160}
        """,
        "comments": r"""
            (lascia|scrivi|aggiungi|inserisci) (qui )?(un|il tuo|la tua) (commento|opinione|risposta)\b.{0,60}
            il tuo indirizzo e-?mail non sarà pubblicato.{0,80}
            (accedi|effettua|registrati|devi) .{0,40}\b(commentare|commento|inviare un commento)\b.{0,40}
            (vedi|leggi|mostra|nascondi) (tutti )?(i )?(0 )?commenti( \(0\))?
            (cosa|che|e voi|voi|tu) .{0,20}\b(pensi|pensate|ne pensi|ne pensate)\b.{0,80}\bcommenti?\b.{0,40}
            i campi obbligatori sono .{0,60}
            i commenti sono (chiusi|disabilitati|disattivati|moderati).{0,60}
        """,
        "cookie": r"""
            (noi|questo sito|il nostro sito|questo sito web|noi e i nostri (0 )?partner)? ?(utilizza|utilizziamo|\
                usa|usiamo)\b.{0,60}\bcookie\b.{0,300}
            (continuando|proseguendo|cliccando|chiudendo|scorrendo)\b.{0,140}\b(cookie|termini|privacy)\b.{0,200}
            (per (vedere|visualizzare) (questo|il)|questo contenuto).{0,160}\bcookie\b.{0,160}
            (accetta|rifiuta|gestisci) (tutti )?(i )?cookie.{0,80}
        """,
        "share": r"""
            (condividi|seguici|segui|invia|unisciti|trovaci|iscriviti)\b.{0,60}\b(su|via|per|al|sui|\
                tramite)\b.{0,30}\b({network}|social)\b.{0,50}
            (condividi|stampa) (questo|questa|l'|la|il) ?(articolo|notizia|pagina).{0,40}
        """,
        "advertisement": r"""
            .{0,30}\b(continua|prosegue)\b.{0,30}\bdopo (la|l'|il) ?(pubblicità|annuncio).{0,40}
            .{0,80}\blink di affiliazione\b.{0,160}
            .{0,60}\b(ricevere|guadagnare|percepire) (una )?commissione\b.{0,120}
        """,
        "subscription": r"""
            (abbonati|registrati|accedi|iscriviti)\b.{0,60}\b(per|e)\b.{0,30}\b(leggere|continuare|continua|\
                accedere|sbloccare|proseguire)\b.{0,100}
            (questo|l') ?(articolo|contenuto) è (riservato|disponibile solo|esclusivo) .{0,30}\b(abbonati|\
                iscritti|soci)\b.{0,80}
            sei già (abbonato|registrato|iscritto).{0,40}\b(accedi|login|entra)\b.{0,30}
            (hai (raggiunto|letto)|per continuare a leggere)\b.{0,120}
        """,
        "newsletter": r"""
            (iscriviti|abbonati|registrati)( gratis| subito| qui)? (a|alla|alle|al|per)\b.{0,60}\b(newsletter|\
                canale)\b.{0,120}
            ricevi\b.{0,120}\b(email|e-mail|casella|newsletter|posta)\b.{0,80}
            (iscrivendoti|registrandoti|cliccando|inviando)\b.{0,120}\b(accetti|accetto|termini|privacy|\
                condizioni|informativa)\b.{0,200}
            (puoi|potrai) (cancellarti|disiscriverti|annullare)\b.{0,120}
            grazie per (esserti iscritto|l'iscrizione).{0,60}
        """,
        "button": r"""
            scarica (l'|la|gratis)\b.{0,30}\b(app|applicazione)\b.{0,60}
            clicca (qui|su|per)\b.{0,60}
        """,
        "counter": r"""
            0 (commenti|commento|risposte|visualizzazioni|visite|condivisioni|mi piace|letture|reazioni)
            (commenti|visualizzazioni|visite)( \(|: ?| )0\)?
            (tempo di lettura|lettura)( stimato)?:?( di)?( circa)? ?0 ?(min\.?|minuti|minuto)
            0 ?(min\.?|minuti|minuto) di lettura
            0 (persone|lettori|utenti|visitatori) (stanno leggendo|leggono|stanno guardando) (questo articolo|\
                questa (pagina|notizia))( ora| adesso| in questo momento)?
            (lett[oa]|vist[oa]|condivis[oa]) (da 0 (persone|lettori|utenti|visitatori)|0 volte)
            0 (persone|lettori|utenti|visitatori) (online|collegat[ie]|conness[ie]|in linea)( ora)?
            (0|un|una|un') ?(secondi|minut[io]|min|or[ea]|giorn[io]|settiman[ae]|mes[ei]|ann[io]) fa
        """,
        "boilerplate": r"""
            (argomenti|tag|tags|categori[ae]|temi) ?: ?.{2,140}
            (©|riproduzione riservata).{0,80}
        """,
    },
    topics={
        "related": """
            leggi guarda vedi ascolta scopri correlati approfondire approfondimento video perdere interessarti foto
        """,
        "comments": "commento commenti commentare opinione risposta indirizzo pensi pensate campi",
        "cookie": "cookie cookies",
        "share": "condividi seguici segui invia unisciti trovaci stampa",
        "advertisement": "pubblicità annuncio affiliazione commissione",
        "subscription": """
            abbonati registrati accedi abbonato iscritti iscritto leggere letto raggiunto soci iscriviti
        """,
        "newsletter": """
            newsletter canale ricevi iscrivendoti registrandoti cliccando inviando cancellarti disiscriverti
            iscrizione annullare
        """,
        "button": "app applicazione clicca",
        "counter": """
            commenti commento risposte visualizzazioni visite condivisioni piace letture lettura reazioni min minuti
            minuto fa durata persone lettori utenti visitatori volte
        """,
        "boilerplate": "argomenti tag tags categoria categorie temi riproduzione ©",
    },
    cues={
        "money": "donazione donazioni donare dona donate",
        "support": """
            sostegno sostieni sostenere sostienici sostenitori sostenitore contributo contributi contribuire
            contribuisci supporto abbonamento membro economicamente
        """,
        "help": "aiuta aiutaci aiutare aiuto diventa permette",
        "we": "noi nostro nostra nostri nostre ci sostienici aiutaci",
        "you": "tu tuo tua tuoi tue ti te voi vostro vostra vostri",
        "media": """
            giornalismo giornalisti giornaliste giornalistico giornalistica redazione reporter inchieste reportage
        """,
        "story": """
            notizie storie informazione informazioni lettori lettrici articoli testata contenuti verità
        """,
        "free": """
            indipendente indipendenti indipendenza gratis gratuito gratuita gratuitamente pubblicità azionisti
            editori libero libera padroni paywall
        """,
        "letter": "newsletter",
        "box": "casella email e-mail posta",
        "sign": "iscriviti ricevi abbonati registrati",
        "ask": """
            dona donate sostieni sostienici aiutaci aiuta diventa contribuisci iscriviti abbonati registrati ricevi
            fai scegli unisciti vuoi
        """,
        "said": "detto dice ha spiegato dichiarato secondo affermato annunciato riferito",
    },
)
