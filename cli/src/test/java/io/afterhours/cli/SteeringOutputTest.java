package io.afterhours.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What people see of policies, of where they are, and of what agents are at, line by line. */
class SteeringOutputTest extends CommandTest {
    @Test
    void runners_say_how_full_their_hosts_are() {
        gateway.on("GET /api/runners", """
                {"items":[
                 {"runner":"runner-1","pool":"default","slots":3,"used":2,"state":"ready","lastSeen":"2026-11-21T22:29:50Z",
                  "host":{"diskPercent":61,"memoryPercent":84,"loadPercent":140,"full":"memory","fullSince":"2026-11-21T22:10:00Z"}},
                 {"runner":"runner-2","pool":"default","slots":1,"used":0,"state":"ready","lastSeen":"2026-11-21T22:29:50Z","host":null}]}""");

        assertThat(alice().call("runners").out()).isEqualTo("""
                RUNNER    STATE                            SLOTS   DISK  MEMORY   LOAD  POOL     SEEN
                runner-1  memory full, takes nothing more  2 of 3  61 %    84 %  140 %  default  10 s ago
                runner-2  ready                            0 of 1                       default  10 s ago
                """);
    }

    @Test
    void a_policy_is_a_table_of_bands() {
        gateway.on("GET /api/policies/night", Samples.POLICY);

        assertThat(alice().call("policy", "show", "night").out()).isEqualTo("""
                night ✓ counts now  Europe/Berlin
                DAYS       HOURS        SLOTS  WHO MAY START                                               BAND
                every day  22:00–06:00      3  urgent, high, medium up to 6 h                              night
                Mon–Fri    09:00–17:00      1  urgent, high tagged atlas; approved any from 2 h up to 8 h  work
                quiet       soft: Sat, Sun 12:00–13:00
                """);
    }

    @Test
    void without_a_name_the_policy_that_counts_is_shown() {
        gateway.on("GET /api/control", Samples.CONTROL).on("GET /api/policies/night", Samples.POLICY);

        assertThat(alice().call("policy", "show").out()).startsWith("night ✓ counts now");
    }

    @Test
    void a_preview_says_what_a_policy_would_do_and_what_is_probably_not_meant() {
        gateway.on("GET /api/policies/night", Samples.POLICY).on("POST /api/policies/night/preview", Samples.PREVIEW);

        assertThat(alice().call("policy", "preview", "night").out()).isEqualTo("""
                night instead of saver, for 12 of 12 builds that wait
                start now   3, instead of 1
                sooner      2
                later       1
                never       0
                as before   9
                ID    BEFORE     AFTER  TITLE                     WHY NOT NOW
                B-42  Sun 10:00  23:30  Speed up the search page  start
                ! gap  bands  Nothing starts at these times: no band is open.
                    Monday to Friday 17:00-18:00
                """);
    }

    @Test
    void a_context_says_by_what_it_is_known_and_what_it_means() {
        gateway.on("GET /api/context", Samples.CONTEXT);

        assertThat(alice().call("context").out()).isEqualTo("""
                gym until in 1 h (Sun 00:30), as you said
                goes first  analysis, fitness
                risk        up to medium
                last seen   50 s ago (23:29)
                then        sleeping in 1 h (Sun 00:30)
                """);
    }

    @Test
    void progress_has_a_bar_for_each_session() {
        gateway.on("GET /api/progress", "{\"items\":[" + Samples.SESSION + "]}")
                .on("GET /api/progress/a-77-2", Samples.SESSION);

        assertThat(alice().call("progress").out()).isEqualTo("""
                SESSION  AGENT   BUILD  PROGRESS          DOES            REPORTED
                a-77-2   claude  B-42   ███████░░░░░ 62%  Index in place  50 s ago
                """);
        assertThat(alice().call("progress", "a-77-2").out()).contains("23:12:00", "10%", "Starting", "Measured");
    }

    @Test
    void progress_of_a_session_is_all_that_it_reported_however_many_pages_that_are() {
        var page =
                "{\"session\":\"s-1\",\"recent\":[{\"at\":\"2026-11-21T22:%s:00Z\",\"message\":\"%s\"}],\"next\":%s}";
        gateway.on("GET /api/progress/s-1", page.formatted("30", "third", "\"1\""))
                .on("GET /api/progress/s-1", page.formatted("20", "second", "\"2\""))
                .on("GET /api/progress/s-1", page.formatted("10", "first", "null"));

        assertThat(alice().call("progress", "s-1").out()).containsSubsequence("first", "second", "third");
        assertThat(gateway.last().target()).isEqualTo("/api/progress/s-1?limit=1000&after=2");
    }

    @Test
    void progress_says_when_there_are_more_sessions() {
        gateway.on("GET /api/progress", "{\"items\":[" + Samples.SESSION + "],\"next\":\"c-2\"}");

        assertThat(alice().call("progress", "--limit", "1", "--after", "c-1").out())
                .contains("There are more: afterhours progress --after c-2");
        assertThat(gateway.last().target()).isEqualTo("/api/progress?limit=1&after=c-1");
    }

    @Test
    void what_does_not_get_on_says_so_with_the_evidence() {
        var signals = """
                "signals":[{"kind":"stalled","since":"2026-11-21T22:20:00Z","message":"Index in place",
                "text":"Nothing was heard for more than 4 min: 95 of 100 updates of page come within 4 min (of 812 seen)."}],""";
        gateway.on(
                        "GET /api/progress",
                        "{\"items\":[" + Samples.SESSION.replace("\"recent\"", signals + "\"recent\"") + "]}")
                .on("GET /api/progress/a-77-2", Samples.SESSION.replace("\"recent\"", signals + "\"recent\""))
                .on("GET /api/builds/B-42", Samples.RUNNING.replace("\"progress\":{", "\"progress\":{" + signals));

        assertThat(alice().call("progress").out()).contains("Nothing was heard for more than 4 min");
        assertThat(alice().call("progress", "a-77-2").out())
                .contains("stalled", "95 of 100 updates of page", "Last: Index in place");
        assertThat(alice().call("show", "B-42").out()).contains("◌ stalled", "since 23:20", "(of 812 seen)");
    }

    @Test
    void the_org_chart_has_a_bar_for_whatever_an_agent_is_at() {
        gateway.on("GET /api/agents", """
                        {"items":[{"agent":"nightwatch","lastSeen":null,"removedAt":null},
                                  {"agent":"gone","removedAt":"2026-11-20T22:00:00Z"}]}""")
                .on("GET /api/builds", "{\"items\":[" + Samples.RUNNING + "]}")
                .on("GET /api/progress", "{\"items\":[" + Samples.SESSION + "," + """
                        {"session":"s-9","agent":"tidy","task":"Sweep branches","state":"Working","percent":75}]}""");

        assertThat(alice().call("agents", "--chart").out()).isEqualTo("""
                you
                ├─ claude  1 build
                │  └─ B-42  ● running  ███████░░░░░ 62%  Speed up the Atlas search page, ends about 23:42
                ├─ nightwatch  idle, not heard yet
                └─ tidy  1 session
                   └─ s-9  Working  █████████░░░ 75%  Sweep branches
                """);
    }
}
