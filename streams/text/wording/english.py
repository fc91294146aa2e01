"""English noise wording; see `form`."""

from streams.text.wording.form import Wording

WORDING = Wording(
    lines={
        "appeal": """
            support us / support now / support our journalism / support our work / support independent journalism /
            support local journalism / support local news / donate / donate now / donate today / donate here /
            make a donation / make a contribution / contribute now / contribute / give now / give today /
            become a member / become a supporter / become a patron / become a member today / join us today /
            buy us a coffee / buy me a coffee / thank you for supporting our journalism /
            thank you for supporting independent journalism
        """,
        "newsletter": """
            newsletter / newsletters / our newsletters / sign up / sign up now / sign up here / sign up for free /
            sign me up / email address / your email / your email address / enter your email /
            enter your email address / email newsletter / daily newsletter / newsletter sign-up /
            newsletter signup / get the newsletter / thank you for signing up / thanks for signing up /
            you're now subscribed / you are now subscribed / please check your inbox to confirm your subscription /
            this field is required / please enter a valid email address / something went wrong. please try again /
            something went wrong. please try again later
        """,
        "related": """
            read more / read more here / read more below / read next / read now / read full story /
            read the full story / read the full article / read full article / read also / also read / related /
            related stories / related articles / related posts / related content / related topics /
            related coverage / related news / related links / related video / related reading / more stories /
            more news / more on this story / more on this topic / more from this section / more from this author /
            more like this / most read / most popular / most viewed / most commented / most shared / trending /
            trending now / trending stories / latest news / latest stories / latest headlines / top stories /
            editor's picks / editors' picks / recommended / recommended for you / recommended stories /
            recommended reading / you may also like / you might also like / you may like /
            you might be interested in / up next / next article / previous article / next post / previous post /
            see also / don't miss / what to read next / in this story / suggested for you / popular posts /
            recent posts / keep reading / explore more / around the web / from the archive
        """,
        "comments": """
            leave a reply / leave a comment / leave your comment / leave a reply cancel reply / cancel reply /
            post a comment / post comment / add a comment / add your comment / write a comment / reply / comment /
            comments / no comments / no comments yet / view comments / view all comments / show comments /
            hide comments / load comments / read comments / read the comments / see all comments /
            join the conversation / join the discussion / start the conversation / be the first to comment /
            be the first to leave a comment / comments are closed / comments closed / comments are off /
            comments off / comments are closed for this article / comments have been disabled /
            commenting is closed / log in to comment / login to comment / sign in to comment /
            log in to leave a comment / you must be logged in to post a comment /
            you must log in to post a comment / share your thoughts in the comments / let us know in the comments /
            let us know in the comments below / tell us what you think in the comments / tell us in the comments /
            share your thoughts / have your say / what do you think / what are your thoughts /
            your email address will not be published /
            your email address will not be published. required fields are marked / required fields are marked /
            save my name, email, and website in this browser for the next time i comment /
            this site uses akismet to reduce spam. learn how your comment data is processed /
            notify me of follow-up comments by email / notify me of new posts by email / report comment /
            community guidelines
        """,
        "share": """
            share / share this / share this article / share this story / share this post / share this page /
            share this video / share article / share story / share via / share on / share this with /
            share full article / share with friends / share it / tweet / tweet this / retweet / pin it / copy link /
            link copied / copy link to clipboard / copied to clipboard / copy this link / copy url / email this /
            email this article / email a friend / send to a friend / print / print this article / print this page /
            print article / print friendly / save / save article / save for later / bookmark / gift this article /
            give this article / follow us / follow us on social media / like us on facebook / follow us on twitter /
            follow us on x / follow us on instagram / follow us on facebook / follow us on google news /
            find us on facebook / connect with us / like this / like loading / listen to this article / listen /
            add us as a preferred source on google / opens in new window / opens in a new window / opens in new tab
        """,
        "advertisement": """
            advertisement / advertisements / advertising / ad / ads / advert / sponsored / sponsored content /
            sponsored by / sponsored links / sponsored post / promoted / promoted content / paid content /
            paid post / partner content / ad feedback / advertise with us / remove ads / close ad / skip ad /
            skip advertisement / article continues below / article continues after advertisement /
            article continues below advertisement / article continues after ad / story continues below /
            story continues below advertisement / story continues after advertisement / continue reading below /
            continues after advertisement / advertisement scroll to continue / advertisement - scroll to continue /
            advertisement - continue reading below / scroll to continue / scroll to continue reading /
            this advertisement has not loaded yet, but your article continues below / why am i seeing this ad /
            report this ad
        """,
        "cookie": """
            accept cookies / accept all cookies / accept all / reject all / allow cookies / allow all cookies /
            decline cookies / reject cookies / manage cookies / manage preferences / manage consent /
            manage my cookies / cookie settings / cookie preferences / cookie policy / cookie notice /
            privacy settings / your privacy choices / do not sell my personal information /
            do not sell or share my personal information / we value your privacy / we care about your privacy /
            this site uses cookies / this website uses cookies / strictly necessary cookies / allow and continue /
            i accept / i agree
        """,
        "subscription": """
            subscribe / subscribe now / subscribe today / subscribe here / subscribe for free /
            subscribe to continue / subscribe to continue reading / subscribe to read more / subscribe to unlock /
            view subscription options / see subscription options / subscription options / log in / login / sign in /
            register / register now / create account / create a free account / create an account / my account /
            subscribers only / for subscribers / for subscribers only / subscriber only / subscriber exclusive /
            members only / premium / premium content / premium article / already a subscriber / already a member /
            already have an account / start your free trial / start free trial / try it free / cancel anytime /
            cancel at any time / unlock this article / free trial / view offer / view offers
        """,
        "button": """
            click here / click here to read more / click to expand / continue / continue reading / read on /
            learn more / find out more / more info / show more / show less / show all / view more / view all /
            see more / see all / load more / load more stories / expand / collapse / close / open / next /
            previous / back / back to top / return to top / go back / menu / search / skip to content /
            skip to main content / skip to navigation / main menu / play / play video / watch now / watch video /
            watch live / watch the video / view gallery / open gallery / open image in gallery /
            view image in fullscreen / full screen / image / tap to unmute / download the app / download our app /
            download our free app / get the app / get our app / open in app / install now / notifications /
            turn on notifications / enable notifications / submit / send / dismiss / more / loading / please wait /
            hide caption / toggle caption / enlarge this image / your browser does not support the video tag /
            your browser does not support the audio element / this video can not be played /
            please enable javascript / please enable javascript to view this page
        """,
        "counter": """
            min read / an hour ago / a day ago / just now / yesterday
        """,
        "boilerplate": """
            all rights reserved / terms of use / terms of service / terms and conditions / terms & conditions /
            privacy policy / privacy notice / privacy statement / contact us / about us / site map / sitemap /
            help center / faq / careers / powered by wordpress / proudly powered by wordpress / home / tags /
            filed under / topics / categories / uncategorized / report a typo / report an error /
            send us a news tip / got a tip / send feedback / table of contents
        """,
    },
    patterns={
        "related": r"""
            (also |please )?read (more|also|next|now|the full (story|article|report)|our full coverage)( here)? \
                ?[:|»>–—-].{3,160}
            (also read|see also|more|related|related (story|stories|article|articles|post|posts|reading|content|\
                coverage|video|news)|recommended( reading)?|must read|must-read|more on this|you may also like|\
                don't miss|up next|more like this|most read|in other news|watch( now| live| more)?|listen( now)?|\
                read full story|explore more|more to read|further reading|read next|read this next) ?[:|\
                »>–—].{3,160}
            read more (about|on|from|of our|at|in our) [^.!?]{3,90}
            (more|read more|see more) (from|by) [^.!?]{2,40}
            (read|see|find|check out|browse) (all |more |other )?(of )?(our|the latest) [^.!?]{0,40}(stories|\
                coverage|articles|news|headlines)[^.!?]{0,30}( here)?[.!]?
            click here (to|for) (read|see|view|more|get|find)[^.!?]{0,90}
            (to )?(read|see|view) (the )?(rest|full|complete|entire|original|whole) (of )?(the |this )?(article|\
                story|post|version|report)[^.!?]{0,60}
            (this (article|post|story) )?(originally|first) (appeared|published) (on|at|in) [^.!?]{2,60}
        """,
        "comments": r"""
            (leave|post|add|write) (a|your) (reply|comment|response)( (below|here|to .{1,40}|cancel reply.*|on \
                .{1,60}))?
            (join|start) (the|our) (conversation|discussion|debate)[^.]{0,60}
            (please )?(log|sign) ?in (or (register|sign up|create an account) )?to (comment|leave a comment|post|\
                reply|join)[^.]{0,60}
            you must be logged in to .{3,40}
            (view|see|show|read|load|hide) (all )?(the )?(0 )?comments?( \(0\))?
            (be the first to|no) (comment|comments|leave a comment|share your thoughts)[^.]{0,40}
            comments (are|have been|will be) (now )?(closed|off|disabled|moderated|turned off|switched \
                off)[^.]{0,60}
            (what do you think|do you agree|have your say|what's your (view|opinion|take))\b.{0,60}(comments?( \
                section)?|below|poll)\b.{0,30}
            (let us know|tell us|share|sound off|leave|drop)\b.{0,60} in the comments?( section)?( below)?
            your (e-?mail )?(address|email) will not be (published|shared).{0,60}
            save my name.{0,80}
            this site uses akismet.{0,90}
            0 (thoughts?|comments?|responses?|replies) (on|to) .{3,140}
            notify me of .{3,60}
            .{0,40}(terms|rules|community (guidelines|standards)|moderat).{0,20}\bcomment.{0,60}
            (all )?comments (are|will be) (subject to|moderated|reviewed).{0,80}
            (report|flag) (this )?comment.{0,30}
        """,
        "cookie": r"""
            (we|this (web)?site|our (web)?site|this page|we and our (partners|0 partners))( also)? (use|uses|\
                using|store|set)s?\b.{0,60}\bcookies?\b.{0,300}
            by (continuing|using|browsing|clicking|visiting|closing)\b.{0,90}\b(cookies?|terms|privacy)\b.{0,200}
            (accept|reject|allow|manage|decline|change|update) (all |your |my |our |optional |the )?cookies?( \
                settings| preferences)?.{0,80}
            (to (view|see|watch|display) this|this (content|embed|video|map|tweet|post) (is|requires|may|cannot|\
                could)).{0,160}\bcookies?\b.{0,160}
            we (need|ask for|'d like) your (consent|permission).{0,200}
            we (value|care about|respect) your privacy.{0,200}
            you can (change|manage|update|withdraw) your (cookie|consent|privacy|mind|preferences|\
                settings).{0,160}
            (please )?(enable|accept|allow) .{0,30}cookies.{0,120}
            cookies? (help|allow|enable) us .{0,160}
        """,
        "share": r"""
            (share|tweet|post|send|like|pin|follow|find|join) (this|us|it|on|via|to|with|the|by|article|\
                story)?\b ?.{0,20}\b({network})\b.{0,40}
            click to (share|email|print|copy).{0,60}
            (share|email|print|save|tweet|like|bookmark) this( (article|story|post|page|video|entry|link).{0,30})?
            (follow|like|find|join|connect with|keep up with|stay connected with) (us|me|@).{0,40}\b({network}|\
                social media|social)\b.{0,60}
            (and )?follow @.{2,60}
        """,
        "advertisement": r"""
            (story|article|post|content|reading)? ?(continues?|resumes|scroll).{0,30}\b(ad|ads|advert|\
                advertisement|sponsor|promo)\b.{0,40}
            (this (article|post|page|story|site|content)|we|some|our) .{0,60}\b(affiliate (links?|programs?|\
                partners?)|is sponsored|sponsored (by|content|post|links?))\b.{0,200}
            .{0,160}\b(we|us|i)( may| might| can| could| will)?( also)? (earn|make|get|receive) (a |an )?(small \
                )?(affiliate )?commissions?\b.{0,160}
            (sponsored|presented|promoted|brought to you|paid for) by [^.]{2,40}
            .{0,20}\b(disable|turn off|whitelist|pause)\b.{0,20}\bad ?-?block.{0,80}
            advertisement ?[-–—:|].{0,60}
        """,
        "subscription": r"""
            (please )?(subscribe|register|sign ?up|log ?in|sign ?in|become a (subscriber|member)|create (a|\
                your)( free)? account|join)\b.{0,60}\bto (continue|keep|read|finish|unlock|access|view|get (full|\
                unlimited)|enjoy)\b.{0,100}
            (are you )?already (a |an )?(subscriber|subscribed|member|registered|have an account|print \
                subscriber)\b.{0,60}
            (this|the) (article|story|content|post|page|video|feature|section|report) is (only |exclusively |\
                currently )?(available )?(only |exclusively |reserved )?(for|to|free for) (our )?(paying |paid |\
                premium |registered |digital )?(subscribers|members|users|readers)\b.{0,80}
            you('ve| have) (reached|read|used|hit|exceeded)\b.{0,40}\b(limit|free (articles|stories)|articles|\
                stories)\b.{0,80}
            (to|want to) (continue|keep|finish) reading\b.{0,120}
            (to )?(read|unlock|access|view) (the (full|rest|complete|whole)|this|unlimited|\
                full).{0,60}\b(subscribe|subscription|log in|sign in|register|free trial)\b.{0,60}
            (enjoy|get) (full|unlimited|all|complete) .{0,20}\baccess\b.{0,100}
            unlimited (digital )?access\b.{0,100}
            (subscribe|subscriptions?)\b.{0,40}\b(from|for|only|just)\b.{0,20}[$£€].{0,60}
            (start|try|get|claim) (your|a|0).{0,20}\b(free )?trial\b.{0,80}
            (only |just )?[$£€] ?0.{0,20}\b(month|week|year)\b.{0,80}\b(cancel|subscri|trial|access)\b.{0,60}
            you are (now )?(signed|logged) (in|out).{0,80}
            don't have an account.{0,60}
            (forgot|reset) (your )?password.{0,40}
            subscribe to (the )?(our )?[^.!?]{2,50}( today| now| here)?[.!]?
        """,
        "newsletter": r"""
            by (signing up|subscribing|submitting|registering|entering|providing|clicking)\b.{0,90}\b(you (agree|\
                accept|consent|confirm|acknowledge|understand)|i (agree|accept|consent)|our (terms|\
                privacy))\b.{0,240}
            (please )?(enter|provide|confirm|check) your (e-?mail|inbox)\b.{0,120}
            (thank you|thanks) for (signing up|subscribing|registering)\b.{0,120}
            (you can )?unsubscribe (at any ?time|anytime|any time)\b.{0,80}
            you can unsubscribe\b.{0,120}
            (we|i)('ll| will| promise to)? never (share|spam|sell)\b.{0,60}
            (no spam|we don't spam)\b.{0,60}
            i would like to (be emailed|receive|get)\b.{0,160}
            (get|receive|have) .{3,100}\b(delivered|sent|straight|direct|directly|right)\b.{0,20} to your \
                (e-?mail|inbox|in-box|phone|mailbox)\b.{0,60}
            invalid email.{0,40}
            read our privacy (policy|notice).{0,60}
            sign up (to|for|here|now|today|and)\b[^.]{0,140}\b(newsletters?|updates|alerts|emails?|inbox|mailing \
                list|briefing|digest)\b.{0,80}
            (subscribe|register)( here| now| today)? (to|for) (our|the|my)\b[^.]{0,100}\b(newsletters?|updates|\
                alerts|emails?|mailing list|briefing|digest)\b.{0,80}
        """,
        "button": r"""
            (download|get|install|try) (the|our|your) [^.!?]{0,40}\bapp\b[^.!?]{0,60}
            (click|tap) (here|below|the (image|photo|link|button)( above| below)?|on the [^.]{3,30}) (to|for) \
                [^.!?]{3,60}
            (watch|view|see) (the )?(full )?(video|gallery|slideshow|photos|clip)( (above|below|here))?
            your browser does not support .{3,60}
            (please )?(enable|turn on|switch on) (javascript|notifications).{0,80}
            skip to .{3,30}
            if you (enjoyed|liked|found) this (article|post|story)\b.{0,160}
        """,
        "counter": r"""
            (post |page |total )?0k?m? ?\+? (comments?|repl(y|ies)|responses?|views?|reads?|shares?|likes?|\
                followers?|votes?|claps?|retweets?|reactions?|tweets?|listens?|plays?|downloads?|subscribers?)( \
                so far| total)?
            (post |page |total )?(comments?|views?|shares?|likes?|votes?|reads?|words?|word count|repl(y|ies)) \
                ?[:(]? ?0k?m?\)?
            (estimated |average )?(reading time|read time|time to read|read|listen) ?[:-]? ?(about |approx\.? \
                )?0[ -](mins?|minutes?|seconds?)
            (about )?0[ -](mins?|minutes?|seconds?) (read|listen|watch|video)(ing)?( time)?
            (about |over )?(0|an?) (seconds?|mins?|minutes?|hours?|hrs?|days?|weeks?|months?|years?) ago
            0 people (have )?(reacted|like|liked|shared|found)\b.{0,30}
        """,
        "boilerplate": r"""
            (copyright )?(©|\(c\)) .{0,140}
            copyright 0\b.{0,120}
            .{0,90}\ball rights reserved\b.{0,160}
            this (material|content|article|story) may not be (published|reproduced|copied|broadcast|\
                redistributed).{0,160}
            (no part of this|reproduction (of|in)|unauthori[sz]ed).{0,40}\b(reproduc|prohibited|permission|\
                publication)\w*.{0,120}
            (this (article|story|post) (was|is) )?filed under:? .{2,80}
            (tags?|topics?|categories|category|posted in|tagged( with)?|filed in|keywords): ?.{2,140}
            (got|have) a (news )?(tip|story|confidential tip)\b.{0,160}
            (contact|email|e-mail|reach) (us|the (author|editor|newsroom|reporter)) (at|via|on|by)\b.{0,80}
            (do you have|have you got) a (story|tip|view|question)\b.{0,160}
        """,
    },
    topics={
        "counter": """
            comments comment replies reply responses response views view reads shares share likes like followers
            votes claps retweets reactions tweets listens plays downloads subscribers words read reading min mins
            minutes minute seconds second ago people listen min-read minute-read
        """,
        "related": """
            read more related recommended see watch listen next pictures explore appeared click most further other
            up miss first view also originally
        """,
        "comments": """
            comment comments reply conversation discussion thoughts debate responses response akismet logged
            published notify name commenting
        """,
        "cookie": "cookie cookies consent privacy browsing continuing",
        "share": """
            share tweet follow facebook twitter instagram whatsapp linkedin email print social bookmark pin
        """,
        "advertisement": """
            advertisement ad ads advert sponsored commission commissions affiliate presented promoted sponsor
            adblocker adblock ad-blocker blocker powered paid brought
        """,
        "subscription": """
            subscribe subscriber subscribers subscription subscriptions subscribed register sign log login account
            trial unlimited reading limit articles stories member members access password unlock signed logged
        """,
        "newsletter": """
            newsletter newsletters inbox email e-mail emails signing subscribing unsubscribe spam emailed updates
            alerts registering submitting privacy mailbox delivered
        """,
        "button": """
            app click tap browser javascript notifications skip video gallery slideshow photos enjoyed liked
        """,
        "boilerplate": """
            copyright © reserved reproduced reproduction prohibited permission filed tags tag topics categories tip
            powered contact category posted tagged keywords email redistributed (c)
        """,
    },
    cues={
        "money": "donate donation donations donating gift chip generosity",
        "support": """
            support supporting supporter supporters contribute contribution contributions contributing member
            members membership subscriber subscription subscribing fund funding crowdfunding financially
        """,
        "help": "help helps keep power back stand join sustain",
        "we": "we us our ours",
        "you": "you your yours",
        "media": """
            journalism journalists journalist newsroom newsrooms reporters journalistic newspaper reporter
        """,
        "story": """
            reporting investigative investigations story stories facts coverage news truth readers reader article
            articles headlines site outlets documentary investigating newsroom independent
        """,
        "free": """
            paywall paywalls advertisers shareholders billionaire billionaires afford independent independence
            nonprofit non-profit reader-funded reader-supported ad-free owners available reader-powered clickbait
        """,
        "letter": "newsletter newsletters e-newsletter",
        "box": "inbox in-box mailbox",
        "sign": "sign subscribe register get receive join delivered signing subscribing",
        "ask": """
            donate support help give contribute join become please make keep back fund chip consider sign subscribe
            get receive register stay start click want
        """,
        "said": "said says told asked according reported announced added tweeted wrote",
    },
)
