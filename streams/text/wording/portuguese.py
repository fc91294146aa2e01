"""Portuguese noise wording; see `form`."""

from streams.text.wording.form import Wording

WORDING = Wording(
    lines={
        "appeal": """
            doe / doe agora / doar / faça uma doação / apoie / apoie-nos / apoie o nosso trabalho /
            apoie nosso trabalho / apoie o nosso jornalismo / apoie o jornalismo independente / seja um apoiador /
            torne-se apoiador / contribua / seja membro / torne-se membro / torne-se assinante / quero apoiar /
            ajude-nos
        """,
        "newsletter": """
            newsletter / newsletters / assine a newsletter / assine nossa newsletter / subscreva a newsletter /
            inscreva-se / cadastre-se / seu e-mail / digite seu e-mail / o seu e-mail / endereço de e-mail /
            receba nossa newsletter / receba as nossas notícias / subscrever a newsletter
        """,
        "related": """
            leia mais / leia também / ler mais / leia ainda / saiba mais / veja também / veja mais / ver também /
            matérias relacionadas / notícias relacionadas / artigos relacionados / conteúdo relacionado /
            relacionadas / relacionados / mais notícias / mais lidas / as mais lidas / mais lidos / mais vistas /
            últimas notícias / você pode gostar / você também pode gostar / talvez você goste / pode interessar /
            não perca / recomendados / próximo artigo / artigo anterior / continue lendo / continuar a ler /
            continuar lendo / mais sobre o assunto / leia a matéria completa / leia a íntegra /
            ler artigo completo / sugestões para você
        """,
        "comments": """
            comentários / comentário / comentar / comente / deixe um comentário / deixe seu comentário /
            deixe o seu comentário / deixe uma resposta / escreva um comentário / adicionar comentário /
            publicar comentário / responder / cancelar resposta / sem comentários / nenhum comentário /
            ver comentários / ver todos os comentários / comentários encerrados / os comentários estão fechados /
            seja o primeiro a comentar / participe da conversa / o que você acha / dê sua opinião
        """,
        "share": """
            compartilhar / compartilhe / partilhar / partilhe / compartilhe esta notícia / compartilhe este artigo /
            partilhe este artigo / compartilhar notícia / tuitar / imprimir / copiar link / link copiado /
            enviar por e-mail / salvar / guardar / siga-nos / siga-nos nas redes sociais / ouvir / ouvir artigo /
            presentear matéria / abre em nova janela
        """,
        "advertisement": """
            publicidade / anúncio / anúncios / patrocinado / conteúdo patrocinado / conteúdo de marca / pub /
            continua depois da publicidade / continua após a publicidade / a matéria continua após a publicidade /
            o artigo continua após a publicidade / pular anúncio / fechar anúncio
        """,
        "cookie": """
            aceitar / aceitar cookies / aceitar todos / aceitar tudo / aceitar todos os cookies / rejeitar /
            rejeitar todos / rejeitar cookies / configurações de cookies / definições de cookies /
            política de cookies / gerir cookies / gerenciar cookies / aceitar e continuar / preferências de cookies
        """,
        "subscription": """
            assine / assine já / assine agora / assinar / assinatura / entrar / fazer login / faça login /
            iniciar sessão / criar conta / já é assinante / já sou assinante / só para assinantes /
            exclusivo para assinantes / premium / conteúdo exclusivo para assinantes / exclusivo assinantes /
            ver ofertas / teste grátis / cancele quando quiser / assine para continuar lendo
        """,
        "button": """
            clique aqui / ver mais / mostrar mais / carregar mais / ver tudo / ver todos / mostrar menos / fechar /
            voltar / seguinte / próximo / anterior / voltar ao topo / menu / buscar / pesquisar /
            ir para o conteúdo / pular para o conteúdo / ver vídeo / assistir ao vídeo / assista ao vídeo /
            reproduzir / ver galeria / ampliar / baixe o app / baixe o aplicativo / baixar o aplicativo /
            descarregue a app / tela cheia / continuar / enviar
        """,
        "boilerplate": """
            todos os direitos reservados / política de privacidade / termos de uso / termos e condições / contato /
            contacto / quem somos / fale conosco / mapa do site / expediente / início / etiquetas / arquivado em /
            tópicos
        """,
        "counter": """
            há uma hora / há um dia / agora mesmo
        """,
    },
    patterns={
        "related": r"""
            (leia|veja|ler|ver|ouça|assista|confira|saiba)( |-)(também|mais|ainda|aqui|a matéria completa) ?[:|\
                »>–-].{3,160}
            (leia|veja|confira) (também|ainda)\b.{3,140}
            (matérias? relacionadas?|relacionad[oa]s?|mais informações|saiba mais|não perca|você também pode \
                gostar) ?[:|»>].{3,160}
        """,
        "comments": r"""
            (deixe|escreva|faça|adicione) (um|uma|o seu|a sua|seu|sua|aqui seu) (comentário|opinião|\
                resposta)\b.{0,60}
            (o )?seu (endereço de )?e-?mail não será publicado.{0,80}
            (faça|entre|você precisa|é necessário|inicie) .{0,40}\b(comentar|comentário)\b.{0,40}
            (ver|ler|mostrar|ocultar) (todos )?(os )?(0 )?comentários?( \(0\))?
            (o que (você )?(acha|achou|pensa)|e você)\b.{0,90}\b(comentários?|opinião)\b.{0,40}
            seja (o|a) primeir[oa] a (comentar|deixar|opinar).{0,40}
            campos obrigatórios (são|estão) .{0,60}
            os comentários (são|estão) (encerrados|fechados|moderados|de responsabilidade).{0,80}
        """,
        "cookie": r"""
            (nós|este site|esse site|o nosso site|nosso site|o site .{2,30})? ?(utiliza|utilizamos|usa|\
                usamos)\b.{0,60}\bcookies\b.{0,300}
            ao (continuar|navegar|clicar|utilizar|prosseguir)\b.{0,140}\b(cookies|termos|privacidade)\b.{0,200}
            (para (ver|visualizar|exibir) (este|o)|este conteúdo).{0,160}\bcookies\b.{0,160}
            (aceitar|rejeitar|gerir|gerenciar|configurar) (todos )?(os |meus )?cookies.{0,80}
        """,
        "share": r"""
            (compartilhe|compartilhar|partilhe|partilhar|siga-nos|siga|acompanhe|curta|enviar|\
                participe)\b.{0,60}\b(no|na|por|via|pelo|nas|do)\b.{0,30}\b({network}|redes sociais)\b.{0,50}
            (compartilhe|compartilhar|partilhe|partilhar|imprimir) (esta|este|essa|esse|a|o) (notícia|artigo|\
                matéria|página).{0,40}
        """,
        "advertisement": r"""
            .{0,30}\bcontinua\b.{0,30}\b(após|depois|abaixo) (d?[ao] |da )?(publicidade|anúncio).{0,40}
            .{0,80}\blinks? de afiliad[oa]s?\b.{0,160}
            .{0,60}\b(receber|ganhar) (uma )?comissão\b.{0,120}
        """,
        "subscription": r"""
            (assine|cadastre-se|faça login|registe-se|registre-se|entre|torne-se assinante)\b.{0,60}\b(para|\
                e)\b.{0,30}\b(ler|lendo|continuar|acessar|aceder|desbloquear|aproveitar)\b.{0,100}
            (este|o) (artigo|conteúdo|texto) é (exclusivo|só|apenas|somente) (para|de) .{0,40}\b(assinantes|\
                membros)\b.{0,80}
            (já é|é|já sou) assinante.{0,60}\b(entre|login|faça|acesse)\b.{0,40}
            você (atingiu|já leu|leu|chegou)\b.{0,60}\b(limite|artigos|matérias)\b.{0,80}
            para continuar (lendo|a ler)\b.{0,90}
        """,
        "newsletter": r"""
            (assine|subscreva|inscreva-se|cadastre-se|registe-se|entre)( já| agora| gratuitamente)? (a|à|em|na|no|\
                nossa|para|gratuitamente)\b.{0,60}\b(newsletters?|boletim|alertas|canal)\b.{0,120}
            receba\b.{0,120}\b(e-mail|email|caixa de entrada|newsletter|whatsapp|celular)\b.{0,80}
            ao (se cadastrar|assinar|subscrever|inscrever-se|se inscrever|informar)\b.{0,120}\b(aceita|concorda|\
                aceito|termos|política|privacidade)\b.{0,200}
            (você )?(pode|poderá) cancelar .{0,40}\b(inscrição|momento|subscrição)\b.{0,80}
            obrigad[oa] por (se inscrever|subscrever|assinar).{0,60}
        """,
        "button": r"""
            (baixe|descarregue|instale) (o|a|nosso|grátis)\b.{0,30}\b(app|aplicativo|aplicação)\b.{0,60}
            clique (aqui|no|na|para)\b.{0,60}
        """,
        "counter": r"""
            0 (comentários?|respostas?|visualizações|visitas?|compartilhamentos?|partilhas?|curtidas?|leituras?|\
                gostos|seguidores)
            (comentários|visualizações|visitas)( \(|: ?| )0\)?
            (tempo de leitura|leitura)( estimado)?:?( de)?( cerca de)? ?0 ?(min\.?|mins|minutos?)
            (leitura de 0 ?(min\.?|mins|minutos?)|0 ?(min\.?|mins|minutos?) de leitura)
            0 (pessoas|leitores|usuários|utilizadores|visitantes) (estão lendo|estão a ler|lendo|estão vendo|leem) \
                (isto|isso|este artigo|esta (notícia|matéria|reportagem|página))( agora| neste momento)?
            (lid[oa]|vist[oa]|compartilhad[oa]) (por 0 (pessoas|leitores|usuários|utilizadores)|0 vezes)
            0 (pessoas|leitores|usuários|utilizadores|visitantes) (online|on-line|conectad[oa]s)( agora)?
            há (0|uma?) (segundos?|minutos?|min|horas?|dias?|semanas?|m[eê]s(es)?|anos?)
        """,
        "boilerplate": r"""
            (etiquetas|tópicos|tags|arquivado em|categorias?|assuntos?) ?: ?.{2,140}
            (é )?proibida .{0,30}\b(reprodução|publicação)\b.{0,120}
        """,
    },
    topics={
        "related": """
            leia veja ler ver ouça assista confira saiba relacionadas relacionada relacionados relacionado
            informações vídeo perca gostar
        """,
        "comments": """
            comentário comentários comentar opinião resposta e-mail email acha achou pensa campos deixar opinar
        """,
        "cookie": "cookies cookie",
        "share": """
            compartilhe compartilhar partilhe partilhar siga-nos siga acompanhe curta enviar participe imprimir
        """,
        "advertisement": "publicidade anúncio afiliado afiliados comissão",
        "subscription": """
            assine cadastre-se login registe-se registre-se assinantes assinante lendo ler limite
        """,
        "newsletter": """
            newsletter newsletters boletim alertas canal receba cadastrar assinar subscrever inscrever-se inscrever
            cancelar informar
        """,
        "button": "app aplicativo aplicação clique",
        "counter": """
            comentários comentário respostas visualizações visitas compartilhamentos partilhas curtidas leituras
            leitura min mins minutos minuto horas hora dias dia segundos semanas semana meses mês anos ano gostos
            seguidores duração pessoas leitores usuários utilizadores visitantes vezes
        """,
        "boilerplate": "etiquetas tópicos tags arquivado categorias categoria assuntos assunto proibida",
    },
    cues={
        "money": "doação doações doar doe donativo donativos",
        "support": """
            apoio apoie apoiar apoie-nos apoiador apoiadores contribuição contribuições contribuir contribua
            assinatura assinante membro financeiramente
        """,
        "help": "ajuda ajude ajude-nos ajudar mantém permite torne-se",
        "we": "nós nosso nossa nossos nossas nos conosco connosco ajude-nos apoie-nos",
        "you": "você vocês seu sua seus suas te teu tua contigo",
        "media": """
            jornalismo jornalistas jornalista jornalístico jornalística redação repórteres reportagens investigações
            cobertura
        """,
        "story": """
            notícias histórias informação informar leitores leitoras veículo matérias conteúdo verdade artigos
        """,
        "free": """
            independente independentes independência grátis gratuito gratuita anunciantes acionistas livre acesso
            paywall
        """,
        "letter": "newsletter newsletters boletim",
        "box": "caixa e-mail email",
        "sign": "assine subscreva inscreva-se cadastre-se receba",
        "ask": """
            doe apoie apoie-nos ajude ajude-nos faça torne-se contribua assine subscreva inscreva-se cadastre-se
            receba precisamos seja fique quer
        """,
        "said": "disse diz afirmou segundo explicou declarou anunciou informou",
    },
)
