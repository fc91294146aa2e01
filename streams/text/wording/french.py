"""French noise wording; see `form`."""

from streams.text.wording.form import Wording

WORDING = Wording(
    lines={
        "appeal": """
            faire un don / je fais un don / faites un don / je donne / donner / soutenez-nous / nous soutenir /
            je soutiens / soutenir / soutenez notre travail / soutenez notre journalisme / soutenez la rédaction /
            devenir membre / devenez membre / je contribue / contribuer / soutenez le journalisme indépendant /
            soutenez une presse indépendante
        """,
        "newsletter": """
            newsletter / newsletters / s'inscrire / inscrivez-vous / je m'inscris / s'inscrire à la newsletter /
            inscrivez-vous à la newsletter / inscrivez-vous à notre newsletter / votre adresse e-mail /
            votre e-mail / adresse e-mail / votre adresse email / recevoir la newsletter /
            je m'abonne à la newsletter / nos newsletters
        """,
        "related": """
            lire aussi / à lire aussi / lire la suite / lire plus / lire l'article / lire également /
            à lire également / à lire / voir aussi / à voir aussi / sur le même sujet / dans la même rubrique /
            articles liés / articles similaires / articles connexes / articles recommandés / les plus lus /
            le plus lu / les plus populaires / vous aimerez aussi / vous pourriez aussi aimer /
            vous pourriez aimer / nos recommandations / à ne pas manquer / article suivant / article précédent /
            dernières nouvelles / derniers articles / les dernières actualités / en savoir plus /
            contenus sponsorisés / plus d'articles / plus sur ce sujet / pour aller plus loin / toute l'actualité /
            tous les articles / lire la suite de l'article / notre sélection
        """,
        "comments": """
            commentaires / commentaire / commenter / laisser un commentaire / laissez un commentaire /
            ajouter un commentaire / écrire un commentaire / poster un commentaire / publier un commentaire /
            réagir / réagir à cet article / répondre / annuler la réponse / aucun commentaire /
            voir les commentaires / voir tous les commentaires / lire les commentaires /
            les commentaires sont fermés / commentaires fermés / soyez le premier à commenter /
            participez à la discussion / donnez votre avis / votre avis nous intéresse / qu'en pensez-vous /
            connectez-vous pour commenter
        """,
        "share": """
            partager / partagez / partager cet article / partager l'article / partager sur / tweeter / imprimer /
            copier le lien / lien copié / envoyer par e-mail / envoyer par email / envoyer / sauvegarder /
            suivez-nous / nous suivre / suivez-nous sur les réseaux sociaux / écouter / écouter l'article /
            offrir cet article / offrir l'article / ajouter à vos favoris / enregistrer /
            ouvre dans une nouvelle fenêtre / partager par e-mail
        """,
        "advertisement": """
            publicité / pub / annonce / annonces / sponsorisé / contenu sponsorisé / partenaire /
            contenu partenaire / la suite après la publicité / la suite après cette publicité /
            suite de l'article après la publicité / l'article continue après la publicité / passer la publicité /
            fermer la publicité
        """,
        "cookie": """
            accepter / tout accepter / accepter les cookies / accepter et continuer / refuser / tout refuser /
            refuser les cookies / gérer les cookies / gérer mes cookies / paramétrer les cookies /
            paramètres des cookies / gestion des cookies / continuer sans accepter / gérer mes choix /
            politique de cookies / j'accepte
        """,
        "subscription": """
            s'abonner / abonnez-vous / je m'abonne / m'abonner / abonnement / se connecter / connexion /
            connectez-vous / s'identifier / créer un compte / déjà abonné / déjà abonnée / vous êtes déjà abonné /
            réservé aux abonnés / article réservé aux abonnés / contenu réservé aux abonnés / abonnés / premium /
            sans engagement / offre d'essai / découvrir nos offres / voir les offres / essayer gratuitement /
            identifiez-vous
        """,
        "button": """
            cliquez ici / cliquer ici / voir plus / afficher plus / charger plus / plus d'infos / voir tout /
            afficher la suite / fermer / retour / suivant / précédent / retour en haut / menu / rechercher /
            recherche / aller au contenu / aller au contenu principal / voir la vidéo / regarder la vidéo /
            lire la vidéo / voir le diaporama / agrandir / télécharger l'application / télécharger l'appli /
            plein écran / agrandir l'image / continuer la lecture / valider
        """,
        "boilerplate": """
            tous droits réservés / mentions légales / politique de confidentialité / conditions générales /
            qui sommes-nous / nous contacter / contactez-nous / plan du site / conditions générales d'utilisation /
            accueil / thèmes / mots-clés / signaler une erreur / sommaire
        """,
        "counter": """
            à l'instant / il y a une heure
        """,
    },
    patterns={
        "related": r"""
            (à )?(lire|voir|écouter|regarder)( |-)(aussi|également|encore|plus|la suite|l'article)( sur le \
                sujet)? ?[:|»>–-].{3,160}
            (lire|lisez|retrouvez|découvrez) (aussi|également|tous nos|toutes nos|notre dossier|ici)\b.{3,140}
            (sur le même sujet|pour aller plus loin|en savoir plus|à lire|à voir|voir aussi) ?[:|»>].{3,160}
        """,
        "comments": r"""
            (laissez|laisser|ajoutez|écrivez|postez|publiez) (nous )?(un|votre) (commentaire|avis)\b.{0,60}
            votre adresse (e-mail|email|de messagerie) ne sera pas publiée.{0,80}
            (connectez-vous|vous devez être connecté|inscrivez-vous|identifiez-vous).{0,40}\b(commenter|\
                commentaire|réagir|répondre)\b.{0,40}
            (voir|lire|afficher|masquer) (tous )?(les )?(0 )?commentaires?
            (qu'en pensez-vous|et vous)\b.{0,80}\bcommentaires?\b.{0,40}
            (soyez|être) (le|la) premi(er|ère) à (commenter|réagir|laisser).{0,40}
            les commentaires sont (fermés|désactivés|modérés).{0,60}
            les champs obligatoires sont indiqués.{0,30}
        """,
        "cookie": r"""
            (nous|ce site|notre site|nous et nos (0 )?partenaires)( web)? (utilisons|utilise|déposons|\
                stockons)\b.{0,80}\b(cookies|traceurs)\b.{0,300}
            en (poursuivant|continuant|cliquant|naviguant)\b.{0,140}\b(cookies|traceurs|conditions)\b.{0,200}
            (pour (voir|afficher|visionner|consulter) ce|ce contenu).{0,160}\bcookies\b.{0,160}
            (accepter|refuser|gérer|paramétrer) (tous )?(les |mes |nos )?cookies.{0,80}
        """,
        "share": r"""
            (partager|partagez|suivez-nous|suivez|retrouvez-nous|rejoignez-nous|envoyer|tweeter)\b.{0,50}\b(sur|\
                par|via)\b.{0,20}\b({network}|les réseaux sociaux)\b.{0,40}
            (partager|imprimer|envoyer) (cet article|cette page|l'article).{0,40}
        """,
        "advertisement": r"""
            (la )?(suite|lecture|article).{0,30}\baprès (la|cette|l') ?(publicité|pub|annonce).{0,40}
            .{0,80}\bliens? d'?affiliation\b.{0,160}
            .{0,60}\b(touche|perçoit|percevoir|toucher) une commission\b.{0,120}
        """,
        "subscription": r"""
            (abonnez-vous|connectez-vous|inscrivez-vous|créez un compte|je m'abonne)\b.{0,60}\b(pour|\
                et)\b.{0,30}\b(lire|continuer|poursuivre|accéder|profiter|débloquer)\b.{0,100}
            (cet|l') ?article est (réservé|exclusivement réservé) (à nos|aux) abonnés.{0,80}
            (la suite|il vous reste|0 ?%).{0,80}\b(abonnés|abonnées|à lire)\b.{0,80}
            (vous êtes )?déjà abonnée? ?\?? ?.{0,40}\b(connectez-vous|identifiez-vous|se connecter)\b.{0,20}
            pour (lire|continuer|poursuivre)\b.{0,60}\b(abonnez|abonnement|connect|inscri)\w*\b.{0,60}
            .{0,40}\b0 ?€.{0,30}\b(mois|semaine|an)\b.{0,60}(engagement|abonn|essai).{0,40}
        """,
        "newsletter": r"""
            (inscrivez-vous|abonnez-vous|s'inscrire|s'abonner|je m'inscris) (gratuitement )?(à|\
                pour)\b.{0,60}\b(newsletters?|infolettre|lettre d'information|alertes)\b.{0,120}
            recevez\b.{0,120}\b(boîte mail|e-mail|email|newsletter|messagerie|boîte de réception)\b.{0,80}
            (en vous inscrivant|en cliquant|en validant|en renseignant)\b.{0,120}\b(vous acceptez|j\'accepte|\
                conditions|politique|confidentialité)\b.{0,200}
            vous pouvez vous désinscrire.{0,120}
            merci (pour|de) votre inscription.{0,60}
        """,
        "button": r"""
            téléchargez (l'|notre |gratuitement )?(application|appli).{0,60}
            cliquez (ici|sur).{0,60}
        """,
        "counter": r"""
            0 (commentaires?|réactions?|réponses?|vues?|partages?|j'aime|lectures?|abonnés)
            (commentaires|vues|partages)( \(|: ?| : )0\)?
            (temps de lecture|lecture)( estimé)?( :|:)?( environ)? ?0 ?(min\.?|mn|minutes?)
            0 ?(min\.?|mn|minutes?) de lecture
            (environ )?0 (personnes|lecteurs|internautes|visiteurs) (lisent|consultent|regardent|en train de lire) \
                (ceci|cet article|cette page|ce contenu|cette vidéo)( en ce moment| actuellement| maintenant)?
            (lue?|vue?|consultée?|partagée?) (par 0 (personnes|lecteurs|internautes|visiteurs)|0 fois)
            0 (personnes|lecteurs|internautes|visiteurs|membres)( sont)?( actuellement)? (en ligne|connectés)
            il y a (0|une?) (secondes?|minutes?|min|heures?|h|jours?|semaines?|mois|ans?)
        """,
        "boilerplate": r"""
            (tags|mots-clés|thèmes|sujets|rubriques?) ?: ?.{2,140}
            (reproduction|toute reproduction) .{0,60}\b(interdite|droits)\b.{0,80}
        """,
    },
    topics={
        "related": "lire voir lisez retrouvez découvrez sujet savoir vidéo regarder écouter",
        "comments": "commentaire commentaires commenter réagir adresse pensez-vous avis champs répondre",
        "cookie": "cookies cookie traceurs",
        "share": """
            partager partagez suivez-nous suivez retrouvez-nous rejoignez-nous imprimer envoyer tweeter
        """,
        "advertisement": "publicité pub annonce affiliation commission",
        "subscription": """
            abonnez-vous abonnés abonné abonnée abonnées connectez-vous inscrivez-vous abonnement compte abonne
            engagement
        """,
        "newsletter": """
            newsletter newsletters infolettre information alertes inscrivant désinscrire inscription recevez
            cliquant validant renseignant mail
        """,
        "button": "application appli cliquez",
        "counter": """
            commentaires commentaire réactions réaction réponses vues vue partages partage lecture lectures min mn
            minutes minute heures heure jours jour secondes semaines semaine mois ans an aime abonnés
            personnes lecteurs internautes visiteurs fois ligne connectés
        """,
        "boilerplate": "tags mots-clés thèmes sujets rubriques rubrique reproduction",
    },
    cues={
        "money": "don dons donner donnez donation donations",
        "support": """
            soutien soutenir soutenez soutiens soutenez-nous adhésion membre membres abonnement contribution
            contributions contribuer contribuez financer financièrement
        """,
        "help": "aide aider aidez aidez-nous rejoignez rejoignez-nous permet permettent",
        "we": "nous notre nos",
        "you": "vous votre vos tu ton ta tes toi",
        "media": """
            journalisme journalistes journaliste journalistique rédaction reporters reportages enquêtes presse
        """,
        "story": """
            articles info infos information informations actualité lecteurs lectrices média site faits
        """,
        "free": """
            indépendant indépendante indépendance gratuit gratuitement publicité actionnaires actionnaire
            milliardaire milliardaires accès libre gratuite paywall
        """,
        "letter": "newsletter newsletters infolettre",
        "box": "boîte messagerie mail",
        "sign": "inscrivez-vous abonnez-vous inscrire recevez recevoir abonner",
        "ask": """
            faites soutenez soutenez-nous aidez aidez-nous donnez contribuez rejoignez rejoignez-nous devenez
            inscrivez-vous abonnez-vous recevez participez merci retrouvez
        """,
        "said": "dit explique déclaré selon affirmé ajouté annoncé indique raconte",
    },
)
