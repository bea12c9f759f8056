package io.afterhours.cli;

/** Answers of a server in the middle of a Saturday night: project Atlas has budget, Borealis is over it. */
final class Samples {
    static final String PRICES = """
            {"models":[
             {"model":"claude-sonnet-5-5","provider":"anthropic","aliases":["claude-sonnet-5.5"],"version":2,"origin":"bundled",
              "prices":[{"input":2,"output":10,"cacheRead":0.2},{"from":"2026-10-07","input":2,"output":10,"cacheRead":0.1}]},
             {"model":"gpt-5.5","provider":"openai","aliases":[],"version":1,"origin":"edit",
              "prices":[{"input":5,"output":30,"longContext":{"above":272000,"input":10,"output":45}}]}]}""";

    static final String LIMITS = """
            {"items":[
             {"agent":"claude","until":"2026-11-22T01:15:00Z","said":true,"text":"You've hit your limit · resets 2:15am",
              "notedAt":"2026-11-21T22:10:00Z","build":"B-42"},
             {"agent":"codex","until":"2026-11-21T22:45:00Z","said":false,"text":"Rate limit reached",
              "notedAt":"2026-11-21T22:29:00Z","build":null}]}""";

    static final String WINDOWS = """
            {"items":[
             {"agent":"claude","window":"five-hour","usedPercent":92.5,"reservePercent":10,"resetsAt":"2026-11-22T01:15:00Z",
              "state":"reserved","saidAt":"2026-11-21T22:10:00Z"},
             {"agent":"claude","window":"weekly","usedPercent":31.0,"reservePercent":20,"resetsAt":"2026-11-24T09:00:00Z",
              "state":"open","saidAt":"2026-11-21T22:10:00Z"}],"asOf":"2026-11-21T22:30:00Z"}""";

    static final String MODELS = """
            {"items":[
             {"model":"claude-sonnet-4-5","kind":"landing-page","builds":11,"succeeded":10,"failed":3,"interrupted":1,"retries":2,
              "successRate":0.769,"cost":"8.40","perSuccess":"0.84","unknownCalls":0,"minutesP50":30.5,"minutesP90":46.0},
             {"kind":"chore","builds":0,"succeeded":0,"failed":0,"interrupted":2,"retries":0,"cost":"0.00","unknownCalls":3}],
             "days":30,"asOf":"2026-11-21T22:30:00Z"}""";

    static final String SAFETY = """
            {"checks":[],"rules":[
             {"id":"S-2","check":"destructive","kind":"chore","words":"delete backups","addedAt":"2026-11-21T19:05:00+01:00","addedBy":"alice"},
             {"id":"S-1","check":"external","kind":"marketing","words":null,"addedAt":"2026-11-21T19:05:00+01:00","addedBy":"alice"}]}""";

    static final String BATCHES = """
            {"items":[
             {"id":"G-3","kind":"landing-page","state":"proposed","estimate":{"minutesP50":72},"saving":{"minutes":18,"cost":"0.36"},
              "members":[{"id":"B-7"},{"id":"B-8"},{"id":"B-9"}]},
             {"id":"G-2","kind":"content","state":"ended","estimate":{"minutesP50":34},"saving":{"minutes":6,"cost":"0.12"},
              "measured":{"finished":2,"minutes":44.5,"saving":{"minutes":-4,"cost":null}},"members":[{"id":"B-4"},{"id":"B-5"}]}]}""";

    static final String ESTIMATES = """
            {"items":[
             {"kind":"page","source":"history: 24 builds of page","builds":24,"minutesP50":30,"minutesP90":65,"costP50":"0.42",
              "costP90":"0.8","unfinished":2,"held":{"recent":{"builds":24,"p50":54.2,"p90":91.7},"ever":{"builds":24,"p50":54.2,"p90":91.7}}},
             {"kind":"content","source":"table: content, usual","builds":0,"minutesP50":20,"minutesP90":30,"costP50":"0.4",
              "costP90":"0.6","factor":1.0,"unfinished":0,"held":{"recent":{"builds":0},"ever":{"builds":0}}}]}""";

    static final String RUNNING = """
            {"id":"B-42","title":"Speed up the Atlas search page","prompt":"Make the search page of Atlas answer in 200 ms.\\nMeasure first.",
             "state":"running","priority":"high","category":"performance optimization","kind":"page","impact":7,"effort":"PT2H",
             "tags":["atlas","search"],"dependsOn":[{"id":"B-41","onFailure":"continue"}],"blockers":[],"agent":"claude",
             "model":"claude-sonnet-4-5","workspace":"/srv/atlas","accept":"npm test","cap":"2.50",
             "deadline":"2026-11-22T08:00:00Z","key":"atlas-search","createdAt":"2026-11-21T18:05:00Z","createdBy":"alice",
             "startedAt":"2026-11-21T22:10:00Z","eta":"2026-11-21T22:42:00Z",
             "verdict":{"code":"running","text":"Attempt 2 runs on runner-1 since 23:10.","until":null},
             "estimate":{"minutesP50":30,"minutesP90":65,"costP50":"0.42","costP90":"0.8","source":"the table for page"},
             "attempts":[
               {"number":1,"session":"a-77-1","state":"failed","startedAt":"2026-11-21T21:00:00Z","endedAt":"2026-11-21T21:12:30Z",
                "runner":"runner-1","failure":{"class":"verification-failed","text":"npm test ended with 1"},"lateResult":"succeeded"},
               {"number":2,"session":"a-77-2","state":"running","startedAt":"2026-11-21T22:10:00Z","runner":"runner-1"}],
             "cost":"0.312","progress":{"percent":62,"state":"50%","message":"Index in place","step":"index","at":"2026-11-21T22:29:10Z"},
             "version":9}""";

    static final String QUEUED = """
            {"id":"B-43","title":"Write the Atlas manual","prompt":"Write the Atlas manual","state":"queued","priority":"medium",
             "category":"documentation","kind":"content","impact":5,"effort":"PT1H","createdAt":"2026-11-21T22:00:00Z","createdBy":"alice",
             "verdict":{"code":"band","text":"Waits: medium priority starts between 22:00 and 06:00.","until":"2026-11-22T21:00:00Z"},
             "estimate":{"minutesP50":20,"minutesP90":30,"costP50":"0.004","costP90":"0.2","source":"the table for content"},
             "attempts":[],"cost":null,"progress":null,"version":1}""";

    static final String BUILDS = "{\"items\":[" + RUNNING + "," + QUEUED + "],\"next\":\"41\"}";

    static final String CONTROL = """
            {"mode":"running","since":"2026-11-20T08:00:00Z","by":"alice","note":null,"policy":"night",
             "band":{"name":"night","from":"22:00","to":"06:00","slots":3},"quiet":"none","slots":{"used":1,"total":3},
             "nextChange":"2026-11-22T05:00:00Z","zone":"Europe/Berlin","stopped":[]}""";

    static final String FORECAST = """
            {"items":[{"period":"day","spent":"15.2","queued":"2","usual":"2.2","p10":"17.1","p50":"19.4","p90":"22.05","budget":"20","perHour":"2.8",
               "days":4,"dryAt":"2026-11-21T22:40:00Z","periodEnd":"2026-11-21T23:00:00Z"},
              {"period":"week","spent":"104.2","queued":"3.5","usual":"6.3","p10":"110","p50":"114","p90":"118","budget":"100","days":4,
               "dryAt":"2026-11-21T22:30:00Z","periodEnd":"2026-11-22T23:00:00Z"},
              {"period":"month","spent":"200","queued":"3.5","usual":"47.5","p10":"230","p50":"251","p90":"272","budget":"400","days":4}],
             "past":[{"period":"day","count":12,"held":10,"error":0.142}],
             "queue":{"builds":5,"cost":"3.5","undated":2,"undatedCost":"0.8","further":140,"saidAt":"2026-11-21T22:29:51Z"},"asOf":"2026-11-21T22:30:00Z"}""";

    static final String COSTS = """
            {"today":{"spent":"4.2","budget":"20","percent":21.0,"asOf":"2026-11-21T22:29:59Z"},
             "week":{"spent":"104.205","budget":"100","percent":104.2,"asOf":"2026-11-21T22:29:59Z"},
             "month":{"spent":"0.004","budget":null,"asOf":"2026-11-21T22:29:59Z"},
             "unknown":{"calls":3,"models":["borealis-1"]}}""";

    static final String ESCALATIONS = """
            {"items":[
              {"id":"E-3","kind":"question","severity":"high","title":"Which retry limit?","question":"The API allows both.",
               "options":["3","take over"],"default":"3","deadline":"2026-11-21T23:30:00Z","build":"B-42","agent":"claude",
               "state":"open","raisedAt":"2026-11-21T22:18:00Z","blocks":2},
              {"id":"E-2","kind":"budget","severity":"low","title":"Borealis is over its budget","options":[],
               "state":"answered","raisedAt":"2026-11-21T20:00:00Z","answer":"stop it","note":"until Monday"}]}""";

    static final String NIGHT_PLAN = """
            {"from":"2026-11-21T21:55:00Z","until":"2026-11-22T05:00:00Z","zone":"Europe/Berlin","policy":"night","minutes":165,
             "mayCost":"4.1","builds":[
               {"build":"B-43","title":"Write the Atlas manual","priority":"medium","lane":0,"start":"2026-11-21T21:55:00Z",
                "likelyEnd":"2026-11-21T22:55:00Z","latestEnd":"2026-11-21T23:55:00Z"},
               {"build":"B-44","title":"Speed up Atlas","priority":"high","lane":1,"start":"2026-11-21T21:55:00Z",
                "likelyEnd":"2026-11-21T22:25:00Z","latestEnd":"2026-11-21T22:40:00Z","place":1,
                "late":"It would end about today 23:25, after its deadline today 23:00."},
               {"build":"B-45","title":"Back Atlas up","priority":"medium","lane":1,"start":"2026-11-21T22:25:00Z",
                "likelyEnd":"2026-11-21T23:40:00Z","latestEnd":"2026-11-22T00:55:00Z",
                "along":[{"build":"B-47","title":"Back Borealis up"},{"build":"B-48","title":"Back Cinder up"}]}],
             "left":[{"build":"B-46","title":"Rewrite Atlas","priority":"medium","code":"window",
               "text":"Waits: it may take 9 h.","until":null}],
             "meetings":[{"begins":"2026-11-21T22:00:00Z","ends":"2026-11-21T22:30:00Z","title":"Release"}],"more":140,
             "lastChange":{"what":"first B-44","at":"2026-11-21T21:00:00Z","by":"cli"}}""";

    static final String PAST_NIGHT = """
            {"night":"2026-11-21","from":"2026-11-21T21:55:00Z","until":"2026-11-22T05:00:00Z","madeAt":"2026-11-21T21:55:01Z",
             "zone":"Europe/Berlin","minutes":135,"mayCost":"4.1","finished":1,"builds":[
               {"build":"B-43","title":"Write the Atlas manual","lane":0,"start":"2026-11-21T21:55:00Z",
                "likelyEnd":"2026-11-21T22:55:00Z","latestEnd":"2026-11-21T23:55:00Z","state":"finished",
                "started":"2026-11-21T22:00:00Z","ended":"2026-11-21T22:40:00Z","outcome":"succeeded"},
               {"build":"B-45","title":"Back Atlas up","lane":1,"start":"2026-11-21T22:25:00Z","likelyEnd":"2026-11-21T23:40:00Z",
                "latestEnd":"2026-11-22T00:55:00Z","state":"queued"}]}""";

    static final String SIMULATION = """
            {"id":"s-1","state":"done","percent":100,"fault":null,"report":{
              "from":"2026-11-22T23:00:00Z","days":2,"seed":1,"queue":"markdown","builds":3,"slots":3,"retries":true,
              "runs":[
                {"policy":"night","builds":3,"finished":2,"failed":0,"rejected":1,"cancelled":0,"open":{},
                 "attempts":{"started":3,"failed":1},"hours":2.5,"awayHours":2.25,"nights":{"count":1,"finished":2.0,"hours":2.5},
                 "cost":1.5,"failedCost":0.25,"costPerFinished":0.75,"waiting":{"p50":22.0,"p90":23.1},
                 "throughput":{"p50":23.0,"p90":24.25},"approvals":1,"escalations":0,"attentionHours":0.08,"workHours":16.0,
                 "multiplier":0.14,"budgets":[{"name":"day","limit":10,"periods":3,"held":3,"worst":0}],"allDoneAfter":26.0,
                 "byHour":[1.5,0.5,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,2.0,3.0],"byDay":[0,2]},
                {"policy":"saver","builds":3,"finished":1,"failed":0,"rejected":1,"cancelled":0,"open":{"quiet":1},
                 "attempts":{"started":1,"failed":0},"hours":0.5,"awayHours":0,"nights":{"count":0,"finished":0,"hours":0},
                 "cost":0.5,"failedCost":0,"costPerFinished":0.5,"waiting":{"p50":18.0,"p90":18.0},
                 "throughput":{"p50":18.5,"p90":18.5},"approvals":1,"escalations":0,"attentionHours":0.08,"workHours":16.0,
                 "multiplier":0.0,"budgets":[],"allDoneAfter":null,
                 "byHour":[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0.25,0,0,0,0,0],"byDay":[1,1]}],
              "model":{},"unread":[{"line":9,"text":"- [ ] One - Effort: soon","reason":"Effort: expected a duration"}]}}""";

    static final String POLICY = """
            {"name":"night","zone":"Europe/Berlin","active":true,"bands":[
              {"name":"night","days":["monday","tuesday","wednesday","thursday","friday","saturday","sunday"],"from":"22:00","to":"06:00",
               "slots":3,"priorities":["urgent","high","medium"],"maximumEffort":"PT6H","tags":[],"approved":false,"also":[]},
              {"name":"work","days":["monday","tuesday","wednesday","thursday","friday"],"from":"09:00","to":"17:00","slots":1,
               "priorities":["urgent","high"],"tags":["atlas"],"approved":false,
               "also":[{"priorities":["urgent","high","medium","low"],"minimumEffort":"PT2H","maximumEffort":"PT8H","tags":[],"approved":true}]}],
             "quiet":[{"level":"soft","days":["saturday","sunday"],"from":"12:00","to":"13:00"}]}""";

    static final String PREVIEW = """
            {"policy":"night","against":"saver","warnings":[{"code":"gap","field":"bands","text":"Nothing starts at these times: no band is open.",
             "times":["Monday to Friday 17:00-18:00"]}],"waiting":12,"lookedAt":12,"startNowBefore":1,"startNowAfter":3,"sooner":2,"later":1,
             "never":0,"same":9,"moved":[{"id":"B-42","title":"Speed up the search page","priority":"high",
               "before":{"start":"2026-11-22T09:00:00Z","code":"quiet","text":"Waits."},"after":{"start":"2026-11-21T22:30:00Z","code":"start","text":"Starts now."}}]}""";

    static final String CONTEXT = """
            {"context":"gym","source":"hand","until":"2026-11-21T23:30:00Z","lastSeen":"2026-11-21T22:29:10Z","goesFirst":["analysis","fitness"],
             "only":false,"risk":"medium","policy":"night","next":{"context":"sleeping","at":"2026-11-21T23:30:00Z"}}""";

    static final String SESSION = """
            {"session":"a-77-2","agent":"claude","build":"B-42","task":"Speed up","percent":62,"state":"50%","message":"Index in place",
             "step":"index","updatedAt":"2026-11-21T22:29:10Z","startedAt":"2026-11-21T22:10:00Z",
             "recent":[{"at":"2026-11-21T22:12:00Z","percent":10,"state":"Starting","message":"Measured"},
                       {"at":"2026-11-21T22:29:10Z","percent":62,"state":"50%","message":"Index in place"}]}""";

    private Samples() {}

    static final String LADDER = """
            {"rungs":[
              {"wait":"PT30S","scope":"same","prompt":{"whatFailed":true,"lastLines":true,"whatWasTried":true},
               "agent":null,"model":null,"tells":"nobody"},
              {"wait":"PT10M","scope":"smaller","prompt":{"whatFailed":true,"lastLines":false,"whatWasTried":true},
               "agent":"codex","model":"gpt-5","tells":"person"}],
             "classes":{
              "crashed":{"next":"climbs","useless":[],"scope":null,"options":["retry","smaller","other-agent","take-over","drop"]},
              "network":{"next":"climbs","useless":[2],"scope":"same","options":["retry","drop"]},
              "lost":{"next":"uncounted","wait":"PT0S","most":5,"options":["retry","smaller","other-agent","take-over","drop"]},
              "auth":{"next":"person","options":["retry","other-agent","take-over","drop"]}},
             "version":3,"changedAt":"2026-11-21T20:00:00Z","changedBy":"alice","note":"codex mends more",
             "policy":"first-night","waits":["PT2S","PT5S"],
             "rates":{"since":"2026-08-23T22:55:00Z","least":5,"items":[
              {"rung":1,"after":"crashed","tried":6,"done":4,"rate":0.667},
              {"rung":1,"after":"network","tried":3,"done":3,"rate":null},
              {"rung":2,"after":"crashed","tried":2,"done":0,"rate":null}]}}""";
}
