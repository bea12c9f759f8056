package io.afterhours.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What commands send and write. */
class ActionTest extends CommandTest {
    private Map<String, Object> sent() throws IOException {
        return Objects.requireNonNull(JSON.std.mapFrom(gateway.last().body()));
    }

    @Test
    void add_sends_what_was_said_and_nothing_else() throws Exception {
        gateway.on("POST /api/builds", 201, "application/json", Samples.QUEUED);

        alice().call("add", "Title");
        assertThat(sent()).containsExactlyEntriesOf(Map.of("title", "Title"));

        alice().call(
                        "add",
                        "Title",
                        "--prompt",
                        "Do it",
                        "--priority",
                        "high",
                        "--category",
                        "bug fix",
                        "--kind",
                        "page",
                        "--impact",
                        "7",
                        "--effort",
                        "2h",
                        "--tag",
                        "a",
                        "--tag",
                        "b",
                        "--depends-on",
                        "B-1",
                        "--depends-on",
                        "B-2:continue",
                        "--blocker",
                        "no key",
                        "--agent",
                        "shell",
                        "--model",
                        "m",
                        "--workspace",
                        "atlas",
                        "--accept",
                        "npm test",
                        "--cap",
                        "2.50",
                        "--deadline",
                        "06:00",
                        "--earliest-start",
                        "2026-12-24 18:00",
                        "--key",
                        "k-1");
        assertThat(sent())
                .isEqualTo(JSON.std.mapFrom("{\"title\":\"Title\",\"prompt\":\"Do it\",\"priority\":\"high\","
                        + "\"category\":\"bug fix\",\"kind\":\"page\",\"impact\":7,\"effort\":\"2h\",\"tags\":[\"a\",\"b\"],"
                        + "\"dependsOn\":[\"B-1\",{\"id\":\"B-2\",\"onFailure\":\"continue\"}],\"blockers\":[\"no key\"],"
                        + "\"agent\":\"shell\",\"model\":\"m\",\"workspace\":\"" + folder.resolve("atlas")
                        + "\",\"accept\":\"npm test\",\"cap\":\"2.50\",\"deadline\":\"2026-11-22T05:00:00Z\","
                        + "\"earliestStart\":\"2026-12-24T17:00:00Z\",\"key\":\"k-1\"}"));
    }

    @Test
    void add_reads_the_prompt_from_standard_input() throws Exception {
        gateway.on("POST /api/builds", 201, "application/json", Samples.QUEUED);

        alice().typing("Zeile eins\nüber zwei\n").call("add", "Title", "--prompt", "-");

        assertThat(sent()).containsEntry("prompt", "Zeile eins\nüber zwei\n");
    }

    @Test
    void add_refuses_a_prompt_that_is_empty_and_a_time_that_is_none() {
        var empty = alice().call("add", "Title", "--prompt", "-");
        var never = alice().call("add", "Title", "--deadline", "soon");

        assertThat(empty.exitCode()).isEqualTo(2);
        assertThat(empty.err()).contains("--prompt -: expected text on standard input");
        assertThat(never.exitCode()).isEqualTo(2);
        assertThat(never.err()).contains("--deadline: expected a time such as 22:40", "\"soon\"");
        assertThat(gateway.requests()).isEmpty();
    }

    @Test
    void decisions_carry_their_reason() throws Exception {
        gateway.on("POST /api/builds/B-43/reject", Samples.QUEUED)
                .on("POST /api/builds/B-43/prioritize", Samples.QUEUED);

        alice().call("reject", "B-43", "--note", "not this year");
        assertThat(sent()).isEqualTo(Map.of("note", "not this year"));

        alice().call("prioritize", "B-43", "urgent");
        assertThat(sent()).isEqualTo(Map.of("priority", "urgent"));
    }

    @Test
    void a_deadline_is_set_at_a_time_and_taken_away_by_none() throws Exception {
        gateway.on("PUT /api/builds/B-43/deadline", "{\"id\":\"B-43\",\"deadline\":\"2026-12-24T17:00:00Z\"}")
                .on("DELETE /api/builds/B-43/deadline", Samples.QUEUED);

        var set = alice().call("deadline", "B-43", "2026-12-24 18:00", "--note", "Christmas");
        assertThat(sent()).isEqualTo(Map.of("deadline", "2026-12-24T17:00:00Z", "note", "Christmas"));
        assertThat(set.out()).containsPattern("deadline +.*24");

        var taken = alice().call("deadline", "B-43", "none", "--note", "no hurry");
        assertThat(gateway.last().target()).isEqualTo("/api/builds/B-43/deadline?note=no%20hurry");
        assertThat(taken.out()).containsPattern("deadline +none");

        assertThat(alice().call("deadline", "B-43", "soon").err()).contains("TIME: expected a time such as");
    }

    @Test
    void pause_knows_three_ways() throws Exception {
        gateway.on("POST /api/control/pause", Samples.CONTROL);

        alice().call("pause");
        assertThat(sent()).isEqualTo(Map.of("mode", "pause"));
        alice().call("pause", "--drain", "--note", "update");
        assertThat(sent()).isEqualTo(Map.of("mode", "drain", "note", "update"));
        alice().call("pause", "--until", "2026-12-24T18:00:00Z");
        assertThat(sent()).isEqualTo(Map.of("mode", "pause", "until", "2026-12-24T18:00:00Z"));
        alice().call("pause", "--stop");
        assertThat(sent()).isEqualTo(Map.of("mode", "stop"));
    }

    @Test
    void a_drain_says_what_still_runs_and_until_when_it_lasts() throws Exception {
        gateway.on("POST /api/control/pause", """
                {"mode":"draining","since":"2026-11-21T22:00:00Z","until":"2026-11-22T07:00:00Z","by":"alice","policy":"night",
                 "slots":{"used":1,"total":3},"running":[{"id":"B-43","title":"Write the importer"}],"stopped":[]}""");

        assertThat(alice().call("pause", "--drain").out())
                .contains("draining")
                .containsPattern("until +in 8 h 30 min")
                .containsPattern("still runs +B-43  Write the importer");
    }

    @Test
    void an_answer_is_sent_as_it_was_typed() throws Exception {
        gateway.on(
                "POST /api/escalations/E-3/answer", "{\"id\":\"E-3\",\"state\":\"answered\",\"answer\":\"take over\"}");

        var outcome = alice().call("answer", "E-3", "take over", "--note", "I am on it");

        assertThat(sent()).isEqualTo(Map.of("option", "take over", "note", "I am on it"));
        assertThat(outcome.out()).contains("answered: take over");
    }

    @Test
    void an_escalation_is_set_aside_until_a_time_and_says_who_has_seen_it() throws Exception {
        gateway.on(
                "POST /api/escalations/E-3/acknowledge",
                "{\"id\":\"E-3\",\"severity\":\"high\",\"title\":\"Which retry limit?\",\"state\":\"acknowledged\",\"acknowledgedBy\":\"alice\",\"snoozedUntil\":\"2027-01-01T18:00:00Z\"}");

        var outcome = alice().call("acknowledge", "E-3", "--until", "2027-01-01T18:00:00Z");

        assertThat(sent()).isEqualTo(Map.of("until", "2027-01-01T18:00:00Z"));
        assertThat(outcome.out()).contains("seen by alice; comes up again");
    }

    @Test
    void usage_and_progress_are_reported_with_the_fields_of_the_bus() throws Exception {
        gateway.on("POST /api/usage", 202, "application/json", "")
                .on("POST /api/progress", 202, "application/json", "");

        var usage = alice().call(
                        "cost",
                        "log",
                        "s-1",
                        "--model",
                        "m",
                        "--input",
                        "1",
                        "--output",
                        "2",
                        "--cache-read",
                        "3",
                        "--json");
        assertThat(JSON.std.asString(sent()))
                .isEqualTo("{\"session\":\"s-1\",\"model\":\"m\",\"inputTokens\":1,"
                        + "\"outputTokens\":2,\"cacheReadTokens\":3,\"cacheWriteTokens\":0,\"cacheWrite1hTokens\":0}");
        assertThat(usage.out()).contains("\"inputTokens\": 1");

        alice().call("progress", "log", "s-1", "50%", "API done", "--state", "50%", "--task", "Landing page");
        assertThat(JSON.std.asString(sent()))
                .isEqualTo("{\"session\":\"s-1\",\"percent\":50,\"state\":\"50%\","
                        + "\"message\":\"API done\",\"task\":\"Landing page\"}");

        var wrong = alice().call("progress", "log", "s-1", "half");
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err()).contains("PERCENT: expected a number from 0 to 100, was \"half\"");
    }

    @Test
    void a_report_of_a_session_that_has_ended_is_said_to_leave_it_so() {
        gateway.on("POST /api/progress", 201, "application/json", """
                {"session":"s-1","state":"Complete","endedAt":"2026-11-21T22:00:00Z","recent":[{"state":"Complete"}]}""");
        gateway.on("POST /api/progress", 201, "application/json", """
                {"session":"s-1","state":"Complete","recent":[{"state":"Complete"},{"state":"Working","mark":"late"}]}""");
        assertThat(alice().call("progress", "log", "s-1", "100", "--state", "Complete")
                        .out())
                .isEqualTo("Reported 100% for s-1.\n");
        assertThat(alice().call("progress", "log", "s-1", "50").out())
                .isEqualTo("s-1 has ended (Complete) and stays so. The report is noted in its history;"
                        + " new work takes a new session.\n");
    }

    @Test
    void an_agent_gets_a_file_that_nobody_else_can_read() throws Exception {
        gateway.on("POST /api/agents", 201, "application/json", """
                {"agent":"builder","natsUrl":"nats://localhost:4222","credentials":"-----BEGIN NATS USER JWT-----\\nabc\\n","inboxPrefix":"_INBOX_builder."}""");

        var people = alice().call("agent", "add", "builder");
        var json = alice().call("agent", "add", "builder", "--json");

        var file = folder.resolve("state/agents/builder.creds");
        assertThat(file).hasContent("-----BEGIN NATS USER JWT-----\nabc\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
        assertThat(people.out())
                .contains(
                        "export NATS_URL=nats://localhost:4222",
                        "export NATS_CREDS=" + file,
                        "nats pub agent.builder.progress '{\"session\":\"s-1\",\"percent\":50,\"message\":\"API done\"}'",
                        "_INBOX_builder.")
                .doesNotContain("BEGIN NATS");
        assertThat(JSON.std.mapFrom(json.out()))
                .isEqualTo(Map.of(
                        "agent",
                        "builder",
                        "natsUrl",
                        "nats://localhost:4222",
                        "credentials",
                        file.toString(),
                        "inboxPrefix",
                        "_INBOX_builder."));
    }

    @Test
    void an_agents_name_is_no_path() {
        for (var name : new String[] {"../token", "Builder", "a.b", "", "x".repeat(41)}) {
            assertThat(alice().call("agent", "add", name).exitCode()).isEqualTo(2);
            assertThat(alice().call("agent", "remove", name).exitCode()).isEqualTo(2);
        }
        assertThat(gateway.requests()).isEmpty();
    }

    @Test
    void an_agent_that_is_removed_loses_its_file() throws Exception {
        gateway.on("DELETE /api/agents/builder", 204, "application/json", "");
        Files.createDirectories(folder.resolve("state/agents"));
        var file = Files.writeString(folder.resolve("state/agents/builder.creds"), "x");

        var outcome = alice().call("agent", "remove", "builder");

        assertThat(outcome.out()).contains("may not publish any more", "file is gone");
        assertThat(file).doesNotExist();
    }

    @Test
    void the_dashboard_opens_where_somebody_looks_on() {
        gateway.on("POST /api/session/link", "{\"url\":\"http://localhost:8080/in?code=1\"}");
        var onTerminal = alice().onTerminal(80);
        var piped = alice();

        assertThat(onTerminal.call("dashboard").out()).isEqualTo("http://localhost:8080/in?code=1\n");
        assertThat(onTerminal.browsed()).containsExactly("http://localhost:8080/in?code=1");
        onTerminal.call("dashboard", "--no-open");
        onTerminal.call("dashboard", "--json");
        piped.call("dashboard");
        assertThat(onTerminal.browsed()).hasSize(1);
        assertThat(piped.browsed()).isEmpty();
    }

    @Test
    void the_dashboard_opens_no_address_that_is_not_the_webs() {
        gateway.on("POST /api/session/link", "{\"url\":\"file:///etc/passwd\"}");

        var caller = alice().onTerminal(80);

        assertThat(caller.call("dashboard").exitCode()).isEqualTo(1);
        assertThat(caller.browsed()).isEmpty();
    }

    @Test
    void quarantine_replays_and_drops_by_the_name_that_the_list_shows() {
        gateway.on("GET /api/quarantine", """
                {"items":[{"service":"cost","id":17,"at":"2026-11-21T22:00:00Z","subject":"agent.x.usage","reason":"model: expected text","payload":"{}"}]}""").on("POST /api/quarantine/cost/17/replay", "{}");

        assertThat(alice().call("quarantine").out()).contains("cost/17  agent.x.usage", "model: expected text");
        assertThat(alice().call("quarantine", "replay", "cost/17").exitCode()).isZero();
        assertThat(alice().call("quarantine", "replay", "17").exitCode()).isEqualTo(2);
        gateway.on("DELETE /api/quarantine/cost/17", "{\"id\":17}");
        assertThat(alice().call("quarantine", "drop", "cost/17").out()).isEqualTo("cost/17 is dropped.\n");
        alice().call("quarantine", "--service", "cost", "--search", "model:");
        assertThat(gateway.requests().stream().map(Gateway.Request::target))
                .contains("/api/quarantine?limit=50&q=model%3A&service=cost");
    }

    @ParameterizedTest
    @ValueSource(strings = {"progress log s-1 50", "cost log s-1 --model m --input 1 --output 2", "escalate Help"})
    void what_is_reported_is_of_the_agent_that_is_named(String command) {
        gateway.on("POST /api/progress", "{}").on("POST /api/usage", "{}").on("POST /api/escalations", "{}");

        alice().call((command + " --agent backup").split(" "));
        assertThat(gateway.last().agent()).isEqualTo("backup");
        assertThat(gateway.last().by()).isEqualTo("command line, unasked");

        alice().call(command.split(" "));
        assertThat(gateway.last().agent()).isEqualTo("null");
    }

    @Test
    void cost_log_says_all_that_a_report_of_usage_may_hold() throws Exception {
        gateway.on("POST /api/usage", "{}");

        alice().call(("cost log s-1 --model m --input 1 --output 2 --basis aggregate --tier batch --cumulative"
                        + " --at 2026-11-20T22:10:00Z --key k-1 --build B-1 --task tidy")
                .split(" "));

        assertThat(sent())
                .containsEntry("basis", "aggregate")
                .containsEntry("serviceTier", "batch")
                .containsEntry("cumulative", true)
                .containsEntry("at", "2026-11-20T22:10:00Z")
                .containsEntry("build", "B-1");
        assertThat(gateway.last().key()).isEqualTo("k-1");

        alice().call("cost", "log", "s-1", "--model", "m", "--input", "1", "--output", "2");
        assertThat(sent()).doesNotContainKeys("basis", "serviceTier", "cumulative", "at");
    }
}
