"""What the stories are about: each topic has its own things, people, numbers, troubles and aims."""

from __future__ import annotations

from dataclasses import dataclass

from streams.newsroom.vocabulary import listed


@dataclass(frozen=True, slots=True)
class Topic:
    """Words of one topic.

    ``things`` are singular nouns without article, ``verbs`` past forms that take such a thing, ``infinitives`` the
    same as bare forms; ``units`` plurals that can be counted, ``worries`` and ``bodies`` nouns, ``roles`` persons.
    """

    section: str
    things: tuple[str, ...]
    verbs: tuple[str, ...]
    infinitives: tuple[str, ...]
    units: tuple[str, ...]
    worries: tuple[str, ...]
    bodies: tuple[str, ...]
    roles: tuple[str, ...]


def _topic(section: str, things: str, verbs: str, units: str, worries: str, bodies: str, roles: str) -> Topic:
    pairs = [pair.split("/") for pair in verbs.split()]
    return Topic(
        section,
        listed(things),
        tuple(past for _, past in pairs),
        tuple(bare for bare, _ in pairs),
        listed(units),
        listed(worries),
        listed(bodies),
        listed(roles),
    )


TOPICS = (
    _topic(
        "harbour",
        "swing bridge|fish quay|breakwater|pilot boat|dry dock|lighthouse|slipway|sea lock|ferry terminal|tide gauge"
        "|customs shed|mooring mast|dredger|rope works",
        "close/closed repair/repaired dredge/dredged inspect/inspected reopen/reopened lease/leased rebuild/rebuilt"
        " survey/surveyed light/lit fence/fenced",
        "tonnes of gravel|crates of herring|berths|passengers|yachts|metres of chain|containers|crossings",
        "silt|fog|spring tides|rust|a shortage of pilots|diesel in the basin|worn bearings",
        "harbour office|coast guard|port authority|ferry company|pilots' guild|fishing cooperative",
        "harbour master|skipper|deckhand|marine surveyor|lock keeper|ferry captain|rope maker",
    ),
    _topic(
        "council",
        "town hall|market square|car park|bylaw|bus shelter|footbridge|swimming hall|public garden|clock tower|budget"
        "|night bus|housing plan|cemetery wall|bandstand",
        "approve/approved reject/rejected postpone/postponed discuss/discussed fund/funded sell/sold rename/renamed"
        " review/reviewed shelve/shelved defend/defended",
        "crowns|signatures|households|objections|parking places|votes|flats|council workers",
        "rising rents|late accounts|a hole in the budget|noise at night|empty shops|a lack of staff",
        "town council|finance committee|planning board|tenants' union|audit office|market traders' association",
        "mayor|councillor|treasurer|town clerk|planner|opposition leader|caretaker",
    ),
    _topic(
        "health",
        "night clinic|children's ward|ambulance station|blood bank|pharmacy|operating theatre|hospice|helicopter pad"
        "|waiting room|laboratory|vaccination centre|kitchen|maternity unit",
        "open/opened equip/equipped disinfect/disinfected move/moved enlarge/enlarged staff/staffed audit/audited"
        " modernise/modernised empty/emptied test/tested",
        "patients|beds|nurses|blood samples|operations|ambulance trips|doses|appointments",
        "long waiting times|a stomach virus|broken lifts|unpaid overtime|a lack of midwives|mould",
        "health authority|hospital trust|nurses' council|medical chamber|patients' association",
        "surgeon|head nurse|paramedic|pharmacist|hospital director|midwife|epidemiologist",
    ),
    _topic(
        "schools",
        "grammar school|gymnasium|school kitchen|playground|library|music room|school bus|timetable|dormitory"
        "|chemistry lab|evening college|boiler house|nursery",
        "renovate/renovated close/closed merge/merged extend/extended paint/painted heat/heated evacuate/evacuated"
        " plan/planned visit/visited praise/praised",
        "pupils|teachers|classrooms|meals|lessons|textbooks|exam papers|school places",
        "draughts|burst pipes|falling rolls|broken heating|crowded classes|lost exam papers",
        "school board|parents' council|education ministry|teachers' union|inspectorate",
        "head teacher|pupil|school inspector|caretaker|music teacher|cook|education officer",
    ),
    _topic(
        "railway",
        "branch line|signal box|viaduct|station roof|sleeper train|level crossing|tunnel|freight yard|footbridge"
        "|ticket hall|turntable|platform|overhead line",
        "electrify/electrified close/closed repair/repaired widen/widened reopen/reopened replace/replaced"
        " test/tested clear/cleared shorten/shortened guard/guarded",
        "passengers|trains|sleepers|kilometres of track|delays|tickets|wagons|commuters",
        "landslides|cable theft|frozen points|late trains|worn rails|subsidence",
        "railway company|transport ministry|passengers' league|track authority|drivers' union",
        "train driver|signaller|station manager|track engineer|conductor|commuter|dispatcher",
    ),
    _topic(
        "farming",
        "dairy|orchard|grain store|drainage ditch|cattle market|greenhouse|mill|cider press|sheep pen|beet field"
        "|irrigation pond|seed bank|hop garden",
        "flood/flooded harvest/harvested insure/insured rent/rented drain/drained replant/replanted fence/fenced"
        " inspect/inspected sell/sold water/watered",
        "hectares|sheep|tonnes of barley|litres of milk|apple trees|beehives|farms|calves",
        "blight|late frost|foot rot|drought|low milk prices|wild boar|hail",
        "farmers' union|growers' cooperative|veterinary office|water board|land agency",
        "farmer|vet|shepherd|agronomist|miller|beekeeper|dairy manager",
    ),
    _topic(
        "culture",
        "theatre|concert hall|museum|film archive|puppet stage|sculpture garden|organ|city library|festival tent"
        "|art school|opera house|print workshop|carillon",
        "restore/restored close/closed reopen/reopened finance/financed heat/heated catalogue/catalogued rent/rented"
        " insure/insured move/moved dedicate/dedicated",
        "visitors|paintings|tickets|seats|manuscripts|performances|organ pipes|costumes",
        "woodworm|a leaking roof|falling grants|forged labels|damp|a quarrel over rent",
        "arts council|friends of the museum|heritage board|musicians' union|festival committee",
        "curator|conductor|stage manager|violin maker|archivist|playwright|restorer",
    ),
    _topic(
        "energy",
        "wind farm|substation|gas works|heat network|reservoir|turbine|pipeline|power line|solar roof|dam"
        "|pumping station|transformer|waste plant",
        "connect/connected rewire/rewired repair/repaired shut/shut build/built inspect/inspected buy/bought"
        " insulate/insulated enlarge/enlarged license/licensed",
        "megawatts|households|litres of oil|turbines|meters|cubic metres of water|pylons|customers",
        "power cuts|leaks|high prices|a broken seal|low water|protests by neighbours",
        "grid company|energy agency|water company|consumers' office|residents' initiative",
        "engineer|fitter|grid controller|hydrologist|plant manager|meter reader|geologist",
    ),
    _topic(
        "courts",
        "county court|evidence room|police station|prison wing|customs depot|jewellery shop|bank branch|warehouse"
        "|notary's office|auction house|safe|archive",
        "search/searched seal/sealed raid/raided visit/visited rent/rented rob/robbed guard/guarded sell/sold"
        " photograph/photographed lock/locked",
        "witnesses|pages of evidence|stolen watches|crowns|officers|hearings|forged tickets|exhibits",
        "missing files|threats|perjury|false papers|a broken alarm|contradictory statements",
        "public prosecutor|police force|court of appeal|bar association|customs service",
        "judge|detective|defence lawyer|prosecutor|night watchman|court clerk|notary",
    ),
    _topic(
        "sport",
        "stadium|rowing club|ice rink|cycle track|ski jump|boathouse|training ground|chess hall|grandstand"
        "|marathon route|velodrome|boxing gym|tennis court",
        "close/closed resurface/resurfaced book/booked light/lit sponsor/sponsored sell/sold polish/polished"
        " measure/measured reopen/reopened enlarge/enlarged",
        "spectators|members|medals|goals|kilometres|season tickets|runners|points",
        "injuries|a thin squad|thawing ice|unpaid wages|a doping test|crowd trouble",
        "football association|rowing federation|supporters' trust|league office|players' union",
        "coach|goalkeeper|club president|referee|groundsman|rower|team doctor",
    ),
)
