"""English noise wording; see `form`."""

from streams.text.wording.english_patterns import PATTERNS
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
            cancel at any time / unlock this article / free trial / reset password / reset your password /
            view offer / view offers
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
    patterns=PATTERNS,
    topics={
        "counter": """
            comments comment replies reply responses response views view reads shares share likes like followers
            votes claps retweets reactions tweets listens plays downloads subscribers words read reading min mins
            minutes minute seconds second ago people listen min-read minute-read online readers users
            visitors viewed seen
        """,
        "related": """
            read more related recommended see watch listen next pictures explore appeared click most further other
            up miss view also
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
            alerts registering submitting privacy mailbox delivered briefing briefings digest
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
