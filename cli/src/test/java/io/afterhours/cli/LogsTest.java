package io.afterhours.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogsTest extends CommandTest {
    private static final String FIRST = """
            {"items":[{"n":1,"at":"2026-11-21T22:10:00Z","stream":"out","text":"one"},
                      {"n":2,"at":"2026-11-21T22:10:01Z","stream":"err","text":"\\u001b[31mtwo\\u001b[0m"}],"next":"2"}""";
    private static final String SECOND =
            "{\"items\":[{\"n\":3,\"at\":\"2026-11-20T22:10:02Z\",\"stream\":\"out\",\"text\":\"three\\r\\nfour\"}]}";
    private static final String NONE = "{\"items\":[]}";

    @Test
    void goes_from_page_to_page() {
        gateway.on("GET /api/builds/B-42/log", FIRST)
                .on("GET /api/builds/B-42/log", SECOND)
                .on("GET /api/builds/B-42/log", NONE);

        assertThat(alice().call("logs", "B-42").out()).isEqualTo("""
                23:10:00  one
                23:10:01  two
                Fri 23:10:02  three
                Fri 23:10:02  four
                """);
        assertThat(gateway.requests().stream().map(Gateway.Request::target))
                .containsExactly(
                        "/api/builds/B-42/log?limit=500",
                        "/api/builds/B-42/log?after=2&limit=500",
                        "/api/builds/B-42/log?after=3&limit=500");
    }

    @Test
    void follows_until_the_build_has_ended_and_misses_no_last_line() {
        gateway.on("GET /api/builds/B-42", Samples.RUNNING)
                .on("GET /api/builds/B-42", "{\"id\":\"B-42\",\"state\":\"finished\"}")
                .on("GET /api/builds/B-42/log", FIRST)
                .on("GET /api/builds/B-42/log", NONE)
                .on("GET /api/builds/B-42/log", SECOND)
                .on("GET /api/builds/B-42/log", NONE);
        var caller = alice();

        var outcome = caller.call("logs", "-f", "B-42");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).contains("one", "two", "three", "four");
        assertThat(caller.pauses()).hasSize(1);
    }

    @Test
    void follows_with_one_document_per_line() {
        gateway.on("GET /api/builds/B-42", "{\"id\":\"B-42\",\"state\":\"failed\"}")
                .on("GET /api/builds/B-42/log", SECOND)
                .on("GET /api/builds/B-42/log", NONE);

        assertThat(alice().call("logs", "-f", "B-42", "--json").out())
                .isEqualTo(
                        "{\"n\":3,\"at\":\"2026-11-20T22:10:02Z\",\"stream\":\"out\",\"text\":\"three\\r\\nfour\"}\n");
    }

    @Test
    void a_log_is_searched_by_the_service_as_it_is_followed() {
        gateway.on("GET /api/builds/B-42", "{\"id\":\"B-42\",\"state\":\"finished\"}")
                .on("GET /api/builds/B-42/log", SECOND)
                .on("GET /api/builds/B-42/log", NONE);

        assertThat(alice().call("logs", "B-42", "--follow", "--search", "Thr").out())
                .contains("three");
        assertThat(gateway.requests().stream().map(Gateway.Request::target))
                .contains("/api/builds/B-42/log?limit=500&q=Thr", "/api/builds/B-42/log?after=3&limit=500&q=Thr");
    }

    @Test
    void shows_and_follows_what_a_session_wrote_that_no_build_has() {
        gateway.on("GET /api/progress/log", FIRST)
                .on("GET /api/progress/log", SECOND)
                .on("GET /api/progress/log", NONE)
                .on("GET /api/progress/s-1", "{\"session\":\"s-1\",\"endedAt\":\"2026-11-21T22:10:00Z\"}");

        assertThat(alice().call("logs", "-f", "--session", "s-1").out()).contains("one", "two", "three");
        assertThat(gateway.requests().stream().map(Gateway.Request::target))
                .containsExactly(
                        "/api/progress/s-1",
                        "/api/progress/log?limit=500&session=s-1",
                        "/api/progress/log?after=2&limit=500&session=s-1",
                        "/api/progress/log?after=3&limit=500&session=s-1");
        assertThat(alice().call("logs", "B-42", "--session", "s-1").err()).contains("--session");
    }

    @Test
    void a_log_is_one_document_that_is_written_page_by_page() {
        gateway.on("GET /api/builds/B-42/log", FIRST)
                .on("GET /api/builds/B-42/log", SECOND)
                .on("GET /api/builds/B-42/log", NONE);

        assertThat(alice().call("logs", "B-42", "--json").out()).isEqualTo("""
                { "items": [
                  {"n":1,"at":"2026-11-21T22:10:00Z","stream":"out","text":"one"},
                  {"n":2,"at":"2026-11-21T22:10:01Z","stream":"err","text":"\\u001B[31mtwo\\u001B[0m"},
                  {"n":3,"at":"2026-11-20T22:10:02Z","stream":"out","text":"three\\r\\nfour"}
                ] }
                """);
    }

    @Test
    void a_log_without_lines_is_a_document_too() {
        gateway.on("GET /api/builds/B-42/log", NONE).on("GET /api/builds/B-42", Samples.RUNNING);

        assertThat(alice().call("logs", "B-42", "--json").out()).isEqualTo("{ \"items\": [ ] }\n");
        assertThat(alice().call("logs", "B-42").out()).isEqualTo("Nothing is written yet.\n");
    }

    @Test
    void says_that_there_is_no_such_build_or_session_of_which_a_log_knows_nothing() {
        gateway.on("GET /api/builds/B-9/log", NONE)
                .refuse("GET /api/builds/B-9", 404, "{\"status\":404,\"detail\":\"There is no build B-9.\"}")
                .on("GET /api/progress/log", NONE)
                .refuse("GET /api/progress/s-9", 404, "{\"status\":404,\"detail\":\"There is no session s-9.\"}");

        var build = alice().call("logs", "B-9", "--json");
        var session = alice().call("logs", "--session", "s-9");

        assertThat(build.exitCode()).isEqualTo(1);
        assertThat(build.out()).isEmpty();
        assertThat(build.err()).isEqualTo("afterhours logs: There is no build B-9.\n");
        assertThat(session.exitCode()).isEqualTo(1);
        assertThat(session.err()).isEqualTo("afterhours logs: There is no session s-9.\n");
    }

    @Test
    void says_when_no_line_contains_what_is_searched() {
        gateway.on("GET /api/builds/B-42/log", NONE).on("GET /api/builds/B-42", Samples.RUNNING);

        assertThat(alice().call("logs", "B-42", "--search", "zebra").out()).isEqualTo("No line contains \"zebra\".\n");
    }

    @Test
    void what_people_did_is_searched_too() {
        gateway.on("GET /api/audit", """
                {"items":[{"id":2,"at":"2026-11-21T22:20:00Z","who":"alice","what":"approve","target":"B-43","result":"queued"},
                          {"id":1,"at":"2026-11-21T22:10:00Z","who":"alice","what":"pause","target":"scheduler","result":"paused"}]}""");

        assertThat(alice().call("logs", "-s", "b-43").out()).isEqualTo("23:20:00  alice: approve B-43, queued\n");
        assertThat(gateway.requests().stream().map(Gateway.Request::target)).contains("/api/audit?limit=50&q=b-43");
    }

    @Test
    void shows_what_happened_to_a_build() {
        gateway.on("GET /api/builds/B-42/events", """
                {"items":[{"at":"2026-11-21T22:12:00Z","type":"verifying","text":"Attempt 2 is verified."},
                          {"at":"2026-11-21T22:10:00Z","type":"started","text":"Attempt 2 started."}]}""");

        assertThat(alice().call("logs", "B-42", "--events").out()).isEqualTo("""
                23:10:00  Attempt 2 started.
                23:12:00  Attempt 2 is verified.
                """);
    }

    @Test
    void shows_what_people_did_oldest_first() {
        gateway.on("GET /api/audit", """
                {"items":[{"id":2,"at":"2026-11-21T22:20:00Z","who":"alice","what":"approve","target":"B-43","why":"fine","result":"queued"},
                          {"id":1,"at":"2026-11-21T22:10:00Z","who":"alice","what":"pause","target":"scheduler","result":"paused"}]}""");

        assertThat(alice().call("logs").out()).isEqualTo("""
                23:10:00  alice: pause scheduler, paused
                23:20:00  alice: approve B-43, queued (fine)
                """);
    }
}
