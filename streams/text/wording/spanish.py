"""Spanish noise wording; see `form`."""

from streams.text.wording.form import Wording

WORDING = Wording(
    lines={
        "appeal": """
            donar / dona / dona ahora / haz una donación / haga una donación / apóyanos / apóyenos /
            apoya nuestro trabajo / apoya nuestro periodismo / apoya el periodismo independiente / hazte socio /
            hazte socia / hazte miembro / hazte suscriptor / contribuye / colabora / colabora con nosotros / únete /
            quiero apoyar / quiero donar
        """,
        "newsletter": """
            newsletter / boletín / boletines / suscríbete al boletín / suscríbete a nuestra newsletter /
            suscríbete gratis / suscríbete a nuestro boletín / regístrate / inscríbete / correo electrónico /
            tu correo electrónico / su correo electrónico / recibe nuestro boletín / apúntate /
            apúntate a nuestra newsletter
        """,
        "related": """
            leer más / lee más / lea más / leer también / lee también / lea también / te puede interesar /
            le puede interesar / te podría interesar / también te puede interesar / puede interesarte /
            quizás te interese / más información / noticias relacionadas / artículos relacionados /
            notas relacionadas / temas relacionados / relacionado / relacionadas / relacionados / más noticias /
            más sobre este tema / más leídas / lo más leído / las más leídas / lo más visto / últimas noticias /
            seguir leyendo / sigue leyendo / siga leyendo / siguiente artículo / artículo anterior / ver también /
            vea también / no te pierdas / recomendados / recomendado / contenido relacionado /
            leer artículo completo / lee la nota completa / leer la nota completa / ver más noticias
        """,
        "comments": """
            comentarios / comentario / comentar / deja un comentario / dejar un comentario / deja tu comentario /
            deje un comentario / deja una respuesta / escribe un comentario / escribir un comentario /
            añadir un comentario / agregar comentario / publicar comentario / responder / cancelar respuesta /
            cancelar la respuesta / sin comentarios / no hay comentarios / ver comentarios /
            ver todos los comentarios / ver los comentarios / los comentarios están cerrados /
            comentarios cerrados / únete a la conversación / sé el primero en comentar / qué opinas / ¿qué opinas /
            déjanos tu opinión / tu opinión importa
        """,
        "share": """
            compartir / comparte / compartir en / compartir artículo / comparte este artículo /
            compartir esta noticia / comparte esta noticia / comparte esta nota / tuitear / twittear / imprimir /
            copiar enlace / copiar link / enlace copiado / enviar por correo / enviar por email / guardar /
            síguenos / síguenos en / síganos / síguenos en redes sociales / escuchar / escuchar artículo /
            regalar artículo / se abre en una ventana nueva
        """,
        "advertisement": """
            publicidad / anuncio / anuncios / patrocinado / contenido patrocinado / contenido pagado /
            branded content / la noticia continúa después de la publicidad /
            sigue leyendo después de la publicidad / continúa tras la publicidad /
            el artículo continúa después de la publicidad / saltar publicidad / cerrar anuncio / pauta publicitaria
        """,
        "cookie": """
            aceptar / aceptar cookies / aceptar todo / aceptar todas / aceptar todas las cookies / rechazar /
            rechazar todo / rechazar cookies / configurar cookies / configuración de cookies / política de cookies /
            gestionar cookies / aceptar y continuar / preferencias de cookies / aviso de cookies
        """,
        "subscription": """
            suscríbete / suscríbase / suscribirse / suscribirme / suscripción / iniciar sesión / inicia sesión /
            inicie sesión / crear cuenta / crear una cuenta / regístrate gratis / ya soy suscriptor /
            ya eres suscriptor / ya soy socio / solo para suscriptores / sólo para suscriptores /
            exclusivo suscriptores / exclusivo para suscriptores / premium / contenido exclusivo /
            contenido exclusivo para suscriptores / ver ofertas / prueba gratis / suscríbete ahora /
            suscríbete para seguir leyendo / sin permanencia
        """,
        "button": """
            haz clic aquí / haga clic aquí / clic aquí / pulsa aquí / ver más / mostrar más / cargar más /
            ver todo / ver todos / mostrar menos / cerrar / volver / siguiente / anterior / volver arriba / menú /
            buscar / ir al contenido / saltar al contenido / ver vídeo / ver video / reproducir / reproducir video /
            ver galería / ampliar / ampliar foto / descarga la app / descargar app / descarga nuestra app /
            pantalla completa / continuar leyendo / continuar / enviar
        """,
        "boilerplate": """
            todos los derechos reservados / aviso legal / política de privacidad / términos y condiciones /
            contacto / quiénes somos / contáctanos / mapa del sitio / condiciones de uso / inicio / etiquetas /
            archivado en / temas
        """,
        "counter": """
            hace una hora / hace un día / ahora mismo
        """,
    },
    patterns={
        "related": r"""
            (también )?(lee|lea|leer|mira|mire|ve|vea|ver|puedes leer|te recomendamos|descubre)( |,)?(también|más|\
                además|aquí|la nota completa|el artículo completo)? ?[:|»>].{3,160}
            (lee|lea|leer|mira|mire|vea|ver) (también|además)\b.{3,140}
            ((también )?(te|le) (puede|podría|pueden) interesar|relacionad[oa]s?|más información|noticias? \
                relacionadas?|no te pierdas|recomendamos) ?[:|»>].{3,160}
        """,
        "comments": r"""
            (deja|deje|déjanos|escribe|escriba|comparte|añade|agrega) (un|una|tu|su) (comentario|opinión|\
                respuesta)\b.{0,60}
            (tu|su) (dirección de )?correo electrónico no será publicad[oa].{0,80}
            (inicia|inicie|debes iniciar|regístrate|debes estar) .{0,30}\b(comentar|comentario|\
                comentarios)\b.{0,40}
            (ver|leer|mostrar|ocultar) (todos )?(los )?(0 )?comentarios?( \(0\))?
            ¿?qué (opinas|opina|piensas|te parece)\b.{0,90}\b(comentarios?|opinión)\b.{0,40}
            (sé|sea) (el|la) primer[oa] en (comentar|dejar|opinar).{0,40}
            los campos obligatorios están .{0,60}
            los comentarios (están|son) (cerrados|moderados|desactivados|responsabilidad).{0,60}
        """,
        "cookie": r"""
            (nosotros|este sitio|esta (página )?web|nuestro sitio|nosotros y nuestros (0 )?socios|en .{2,30})?( \
                web)? ?(utiliza|utilizamos|usa|usamos|empleamos|emplea)\b.{0,60}\bcookies\b.{0,300}
            (al|si) (continuar|continúa|continúas|navegar|sigue navegando|hacer clic|aceptar)\b.{0,140}\b(cookies|\
                términos|privacidad)\b.{0,200}
            (para (ver|visualizar|mostrar) (este|el)|este contenido).{0,160}\bcookies\b.{0,160}
            (aceptar|rechazar|configurar|gestionar) (todas )?(las |mis )?cookies.{0,80}
        """,
        "share": r"""
            (comparte|compartir|síguenos|síganos|sigue|encuéntranos|únete|enviar|seguir)\b.{0,60}\b(en|por|vía|\
                a)\b.{0,30}\b({network}|redes sociales)\b.{0,50}
            (comparte|compartir|imprimir) (esta|este|la|el) (noticia|artículo|nota|página).{0,40}
        """,
        "advertisement": r"""
            .{0,30}\b(continúa|sigue|continuar)\b.{0,30}\b(después|tras|debajo) (de )?(la|el|del|este) \
                ?(publicidad|anuncio).{0,40}
            .{0,80}\b(enlaces|links) de afiliad[oa]s?\b.{0,160}
            .{0,60}\b(recibir|ganar|obtener|llevarse) una comisión\b.{0,120}
        """,
        "subscription": r"""
            (suscríbete|suscríbase|regístrate|regístrese|inicia sesión|inicie sesión|hazte (socio|\
                suscriptor))\b.{0,60}\b(para|y)\b.{0,30}\b(leer|leyendo|continuar|seguir|acceder|disfrutar|\
                desbloquear)\b.{0,100}
            (este|el) (artículo|contenido|texto) es (exclusivo|solo|sólo|únicamente) (para|de) \
                .{0,40}\b(suscriptores|socios|suscritos)\b.{0,80}
            ¿?(ya )?(eres|es|soy) (suscriptor|socio|usuario).{0,60}\b(inicia|inicie|accede|entra)\b.{0,40}
            (has|ha) (alcanzado|leído|llegado)\b.{0,60}\b(artículos|límite)\b.{0,80}
            para (seguir|continuar) leyendo\b.{0,90}
        """,
        "newsletter": r"""
            (suscríbete|suscríbase|apúntate|inscríbete|regístrate|únete)( gratis| aquí)? (a|al|en|\
                para)\b.{0,60}\b(boletín|boletines|newsletters?|alertas|canal de)\b.{0,120}
            (recibe|reciba)\b.{0,120}\b(correo|email|e-mail|bandeja|boletín|newsletter)\b.{0,80}
            al (suscribirte|registrarte|suscribirse|registrarse|inscribirte|enviar)\b.{0,120}\b(aceptas|acepta|\
                acepto|términos|política|privacidad|condiciones)\b.{0,200}
            (puedes|puede) (darte|darse|cancelar) .{0,20}\b(baja|suscripción)\b.{0,80}
            gracias por (suscribirte|registrarte|suscribirse).{0,60}
        """,
        "button": r"""
            descarga (la|nuestra|gratis)\b.{0,30}\b(app|aplicación)\b.{0,60}
            (haz|haga|da|pulsa) (clic|click|aquí)\b.{0,60}
        """,
        "counter": r"""
            0 (comentarios?|respuestas?|visitas?|vistas?|compartidos?|lecturas?|me gusta|seguidores|reacciones)
            (comentarios|visitas|vistas)( \(|: ?| )0\)?
            (tiempo de lectura|lectura)( estimado)?:?( de)?( aprox\.?)? ?0 ?(min\.?|mins|minutos?)
            (lectura de 0 ?(min\.?|mins|minutos?)|0 ?(min\.?|mins|minutos?) de lectura)
            0 (personas|lectores|usuarios|visitantes) (están leyendo|leyendo|están viendo|leen) (esto|este artículo|\
                esta (noticia|nota|página))( ahora| ahora mismo| en este momento)?
            (leíd[oa]|vist[oa]|compartid[oa]) (por 0 (personas|lectores|usuarios|visitantes)|0 veces)
            0 (personas|lectores|usuarios|visitantes) (en línea|conectad[oa]s|online)( ahora)?
            hace (0|una?) (segundos?|minutos?|min|horas?|días?|semanas?|mes(es)?|años?)
        """,
        "boilerplate": r"""
            (etiquetas|temas|tags|archivado en|categorías?) ?: ?.{2,140}
            (queda )?prohibida .{0,30}\b(reproducción|publicación)\b.{0,120}
        """,
    },
    topics={
        "related": """
            lee lea leer mira mire vea ver ve interesar relacionado relacionada relacionados relacionadas
            información además video vídeo recomendamos pierdas también descubre
        """,
        "comments": """
            comentario comentarios comentar opinión respuesta correo opinas opina piensas parece campos opinar dejar
        """,
        "cookie": "cookies cookie",
        "share": "comparte compartir síguenos síganos sigue seguir encuéntranos únete enviar imprimir",
        "advertisement": "publicidad anuncio afiliado afiliados afiliadas comisión",
        "subscription": """
            suscríbete suscríbase regístrate regístrese sesión suscriptores suscriptor socios socio leyendo
            artículos límite
        """,
        "newsletter": """
            boletín boletines newsletter newsletters alertas recibe reciba suscribirte registrarte suscribirse
            registrarse baja suscripción canal
        """,
        "button": "app aplicación clic click pulsa",
        "counter": """
            comentarios comentario respuestas visitas visita vistas compartidos lectura lecturas min mins minutos
            minuto horas hora días día segundos semanas semana meses mes años año gusta seguidores reacciones
            duración personas lectores usuarios visitantes veces
        """,
        "boilerplate": "etiquetas temas tags archivado categorías categoría prohibida",
    },
    cues={
        "money": "donación donaciones donar dona done donativo",
        "support": """
            apoyo apoya apoyar apoye apóyanos aporte aportación contribución contribuciones contribuir contribuye
            colabora socio socia socios suscripción suscriptor miembro económicamente
        """,
        "help": "ayuda ayudar ayúdanos únete permite",
        "we": "nosotros nosotras nuestro nuestra nuestros nuestras nos ayúdanos apóyanos",
        "you": "tú tu tus te usted ustedes ti contigo tuyo",
        "media": """
            periodismo periodistas periodista periodístico periodística redacción reporteros reportajes
            investigaciones cobertura
        """,
        "story": """
            noticias historias información informar informando lectores lectoras medio artículos contenidos verdad
        """,
        "free": """
            independiente independientes independencia gratis gratuito gratuita muros pago publicidad anunciantes
            accionistas libre abierto accesible
        """,
        "letter": "boletín boletines newsletter newsletters",
        "box": "bandeja correo",
        "sign": "suscríbete suscríbase apúntate regístrate recibe reciba inscríbete suscribirte",
        "ask": """
            dona done apoya apoye apóyanos ayúdanos ayuda haz hazte únete contribuye colabora suscríbete suscríbase
            regístrate recibe reciba apúntate inscríbete necesitamos por
        """,
        "said": "dijo dice afirmó según explicó señaló aseguró declaró anunció informó",
    },
)
