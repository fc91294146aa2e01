"""English noise wording, the patterns; see `form`."""

PATTERNS = {
    "related": r"""
        (also |please )?read (more|also|next|now|the full (story|article|report)|our full coverage)( here)? \
            ?[:|»>–—-].{3,160}
        (also read|see also|more|related|related (story|stories|article|articles|post|posts|reading|content|\
            coverage|video|news)|recommended( reading)?|must read|must-read|more on this|you may also like|\
            don't miss|up next|more like this|most read|in other news|watch( now| live| more)?|listen( now)?|\
            read full story|explore more|more to read|further reading|read next|read this next) ?[:|\
            »>–—](?!.*[.!?] \w).{3,160}
        read more (about|on|from|of our|at|in our) [^.!?]{3,90}
        (more|read more|see more) (from|by) [^.!?]{2,40}
        (read|see|find|check out|browse) (all |more |other )?(of )?(our|the latest) [^.!?]{0,40}(stories|\
            coverage|articles|news|headlines)[^.!?]{0,30}( here)?[.!]?
        click here (to|for) (read|see|view|more|get|find)[^.!?]{0,90}
        (to )?(read|see|view) (the )?(rest|full|complete|entire|original|whole) (of )?(the |this )?(article|\
            story|post|version|report)[^.!?]{0,60}
    """,
    "comments": r"""
        (leave|post|add|write) (a|your) (reply|comment|response)( (below|here|to .{1,40}|cancel reply.*|on \
            .{1,60}))?
        (join|start) (the|our) (conversation|discussion|debate)( (below|here|now|today|with other .{1,30}|in the \
            comments?.{0,30}|on (our )?({network}|forums?|page)\b.{0,30}))*
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
        (share|tweet|post|send|like|pin|e-?mail|print)( (this|it|on|via|to|with|the|by|in|article|story|page|post|link|\
            friends?|a|now|news))* ({network})\b.{0,40}
        (follow|find|join|like) (us|me|the conversation)\b.{0,20}\b({network})\b.{0,40}
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
        (forgot|forgotten) (your )?password.{0,40}
        subscribe to ((the |our )[^.!?]{2,50}|[^.!?]{2,50} (today|now|here))
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
        ([^.!?]{3,60}\? )?sign up (to|for|here|now|today|and)\b[^.]{0,140}\b(newsletters?|updates|alerts|emails?|\
            inbox|mailing list|briefing|digest)\b.{0,80}
        ([^.!?]{3,60}\? )?(subscribe|register)( here| now| today)? (to|for) (our|the|my)\b[^.]{0,100}\b(newsletters?|\
            updates|alerts|emails?|mailing list|briefing|digest)\b.{0,80}
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
        0 people (have )?(reacted( to this.{0,20})?|(like|liked|shared) (this|it).{0,20}|found this.{0,20})
        (about |over )?0k? (people|readers|users|visitors|others)( are)?( currently| now)? (reading|viewing|watching)\
            ( this| it)?( article| story| page| post| video)?( right)?( now| currently| today)?
        (read|viewed|seen|watched|shared|liked) (by 0k? (people|readers|users|visitors)|0k? times)( so far| today)?
        0k? (people|readers|users|visitors|viewers|guests|members)( are)?( currently| now)? online( right)?( now)?
    """,
    "boilerplate": r"""
        (copyright )?(©|\(c\)) .{0,140}
        copyright 0\b.{0,120}
        .{0,90}\ball rights reserved( worldwide| (by|to) .{2,60}| ?[^\w\s].{0,160}| 0\b.{0,60})?
        this (material|content|article|story) may not be (published|reproduced|copied|broadcast|\
            redistributed).{0,160}
        (no part of this|reproduction (of|in)|unauthori[sz]ed).{0,40}\b(reproduc|prohibited|permission|\
            publication)\w*.{0,120}
        (this (article|story|post) (was|is) )?filed under:? .{2,80}
        (tags?|topics?|categories|category|posted in|tagged( with)?|filed in|keywords): ?.{2,140}
        (got|have) a (news )?(tip|story|confidential tip)\b.{0,160}
        (contact|email|e-mail|reach) the (author|editor|newsroom|reporter) (at|via|on|by)\b.{0,80}
        (do you have|have you got) a (story|tip|view|question)\b.{0,160}
    """,
}
