package io.afterhours.cli;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What holds for every command: help, one JSON document, an end for people, exit codes, no foreign control characters. */
class EveryCommandTest extends CommandTest {
    private static final String EVIL = "\\u001b[2J\\u001b]0;owned\\u0007\\u202ePWNED\\r\\n";

    /** A call of each command, the request that it makes, and the shape of the answer. */
    record Sample(String call, String request, String answer) {
        String[] arguments() {
            return call.split(" ");
        }

        @Override
        public String toString() {
            return call;
        }
    }

    static Stream<Sample> samples() {
        return Stream.of(
                new Sample("status", "GET /api/control", Samples.CONTROL),
                new Sample("dashboard", "POST /api/session/link", "{\"url\":\"http://localhost:8080/in?code=1\"}"),
                new Sample("queue", "GET /api/builds", Samples.BUILDS),
                new Sample("queue list", "GET /api/builds", Samples.BUILDS),
                new Sample("queue stats", "GET /api/queue/stats", "{\"byState\":{\"queued\":3}}"),
                new Sample("queue next 3", "GET /api/queue/next", "{\"items\":[{\"build\":\"B-1\",\"title\":\"T\"}]}"),
                new Sample("queue schedule", "GET /api/queue/next", "{\"items\":[]}"),
                new Sample("queue plan", "GET /api/queue/plan", Samples.NIGHT_PLAN),
                new Sample("queue plan veto B-43", "POST /api/queue/plan/B-43/veto", Samples.NIGHT_PLAN),
                new Sample("queue plan lock B-43", "POST /api/queue/plan/B-43/lock", Samples.NIGHT_PLAN),
                new Sample("queue plan first B-43", "POST /api/queue/plan/B-43/first", Samples.NIGHT_PLAN),
                new Sample("queue plan before B-45 B-44", "POST /api/queue/plan/B-45/before", Samples.NIGHT_PLAN),
                new Sample("queue plan undo B-43", "POST /api/queue/plan/B-43/undo", Samples.NIGHT_PLAN),
                new Sample("show B-42", "GET /api/builds/B-42", Samples.RUNNING),
                new Sample("why B-42", "GET /api/builds/B-42/verdict", "{\"code\":\"slots\",\"text\":\"Waits.\"}"),
                new Sample("logs", "GET /api/audit", "{\"items\":[]}"),
                new Sample("progress", "GET /api/progress", "{\"items\":[" + Samples.SESSION + "]}"),
                new Sample("progress log s-1 50 half", "POST /api/progress", "{\"accepted\":true}"),
                new Sample("add Title", "POST /api/builds", Samples.QUEUED),
                new Sample(
                        "import queue.md",
                        "POST /api/queue/import",
                        "{\"read\":1,\"imported\":[],\"known\":[],\"unread\":[]}"),
                new Sample("sync queue.md", "POST /api/queue/sync", "{\"content\":\"- [ ] One\\n\",\"imported\":[]}"),
                new Sample("export -", "GET /api/queue/export", "# Queue"),
                new Sample("escalations", "GET /api/escalations", Samples.ESCALATIONS),
                new Sample(
                        "answer E-3 3", "POST /api/escalations/E-3/answer", "{\"id\":\"E-3\",\"state\":\"answered\"}"),
                new Sample(
                        "acknowledge E-3",
                        "POST /api/escalations/E-3/acknowledge",
                        "{\"id\":\"E-3\",\"state\":\"acknowledged\"}"),
                new Sample("escalate Help", "POST /api/escalations", "{\"id\":\"E-4\",\"state\":\"open\"}"),
                new Sample("approve B-42", "POST /api/builds/B-42/approve", Samples.QUEUED),
                new Sample("reject B-42", "POST /api/builds/B-42/reject", Samples.QUEUED),
                new Sample("retry B-42", "POST /api/builds/B-42/retry", Samples.QUEUED),
                new Sample("cancel B-42", "POST /api/builds/B-42/cancel", Samples.QUEUED),
                new Sample("prioritize B-42 high", "POST /api/builds/B-42/prioritize", Samples.QUEUED),
                new Sample("deadline B-42 18:00", "PUT /api/builds/B-42/deadline", Samples.QUEUED),
                new Sample("spawn", "POST /api/control/spawn", "{\"started\":[],\"held\":[],\"more\":0}"),
                new Sample("pause", "POST /api/control/pause", Samples.CONTROL),
                new Sample("resume", "POST /api/control/resume", Samples.CONTROL),
                new Sample("simulate --days 2", "POST /api/simulations", Samples.SIMULATION),
                new Sample("policy", "GET /api/policies", "{\"items\":[" + Samples.POLICY + "]}"),
                new Sample("policy list", "GET /api/policies", "{\"items\":[" + Samples.POLICY + "]}"),
                new Sample("policy show night", "GET /api/policies/night", Samples.POLICY),
                new Sample("policy use night", "POST /api/policies/night/use", Samples.POLICY),
                new Sample("policy edit night --yes --file policy.json", "PUT /api/policies/night", Samples.POLICY),
                new Sample("policy validate policy.json", "POST /api/policies/night/validate", "{\"warnings\":[]}"),
                new Sample(
                        "policy preview night --file policy.json", "POST /api/policies/night/preview", Samples.PREVIEW),
                new Sample("policy history night", "GET /api/policies/night/history", "{\"items\":[]}"),
                new Sample("policy rollback night", "POST /api/policies/night/rollback", Samples.POLICY),
                new Sample("ladder", "GET /api/ladder", Samples.LADDER),
                new Sample("ladder show", "GET /api/ladder", Samples.LADDER),
                new Sample("ladder edit --file ladder.json --note why", "PUT /api/ladder", Samples.LADDER),
                new Sample("ladder history", "GET /api/ladder/history", "{\"items\":[]}"),
                new Sample("ladder rollback", "POST /api/ladder/rollback", Samples.LADDER),
                new Sample("context", "GET /api/context", Samples.CONTEXT),
                new Sample("context show", "GET /api/context", Samples.CONTEXT),
                new Sample("context set gym --until 23:45", "PUT /api/context", Samples.CONTEXT),
                new Sample("context clear", "DELETE /api/context", Samples.CONTEXT),
                new Sample("context upcoming", "GET /api/context/upcoming", "{\"items\":[]}"),
                new Sample("cost", "GET /api/costs", Samples.COSTS),
                new Sample("cost week --by agent", "GET /api/costs/week", "{\"period\":\"week\",\"rows\":[]}"),
                new Sample("cost --from 2026-11-01 --csv", "GET /api/costs/range/csv", "model,cost_usd\r\n"),
                new Sample("cost log s-1 --model m --input 1 --output 2", "POST /api/usage", "{\"accepted\":true}"),
                new Sample("price", "GET /api/prices", Samples.PRICES),
                new Sample("price list gpt", "GET /api/prices", Samples.PRICES),
                new Sample(
                        "price set m --input 1 --output 2 --note why",
                        "PUT /api/prices/m",
                        "{\"model\":\"m\",\"version\":2}"),
                new Sample(
                        "price import prices.json",
                        "POST /api/prices/import",
                        "{\"from\":\"2026-11-21\",\"changes\":[],\"unchanged\":3,\"skipped\":[]}"),
                new Sample("price history m", "GET /api/prices/m/history", "{\"items\":[]}"),
                new Sample("price fill", "POST /api/prices/unpriced", "{\"entries\":2,\"cost\":\"1.50\",\"left\":1}"),
                new Sample("price fill --list", "GET /api/prices/unpriced", "{\"items\":[]}"),
                new Sample("week", "GET /api/costs/week", "{\"period\":\"week\",\"total\":\"1\",\"rows\":[]}"),
                new Sample("budget", "GET /api/budgets", "{\"items\":[]}"),
                new Sample("budget list", "GET /api/budgets", "{\"items\":[]}"),
                new Sample("budget set day 25", "PUT /api/budgets/day", "{\"name\":\"day\",\"limit\":\"25\"}"),
                new Sample(
                        "budget set growth 5 --tag growth --period week --soft",
                        "PUT /api/budgets/growth",
                        "{\"name\":\"growth\",\"limit\":\"5\",\"scope\":{\"tag\":\"growth\"}}"),
                new Sample(
                        "budget exempt day --priority urgent --note why",
                        "PUT /api/budgets/day/exempt/priority/urgent",
                        "{\"name\":\"day\",\"exempt\":[{\"priority\":\"urgent\"}]}"),
                new Sample("models --days 7 --kind page", "GET /api/models", Samples.MODELS),
                new Sample("forecast", "GET /api/forecast", Samples.FORECAST),
                new Sample("budget remove growth --note done", "DELETE /api/budgets/growth", "{\"items\":[]}"),
                new Sample("agents", "GET /api/agents", "{\"items\":[{\"agent\":\"builder\"}]}"),
                new Sample("agent add builder", "POST /api/agents", "{\"agent\":\"builder\",\"credentials\":\"x\"}"),
                new Sample("agent remove builder", "DELETE /api/agents/builder", "{\"agent\":\"builder\"}"),
                new Sample("batch", "GET /api/batches", Samples.BATCHES),
                new Sample("batch list", "GET /api/batches", "{\"items\":[]}"),
                new Sample("batch accept G-3 --note yes", "POST /api/batches/G-3/accept", "{\"id\":\"G-3\"}"),
                new Sample("batch dismiss G-3", "POST /api/batches/G-3/dismiss", "{\"id\":\"G-3\"}"),
                new Sample("window", "GET /api/windows", Samples.WINDOWS),
                new Sample("window list", "GET /api/windows", "{\"items\":[]}"),
                new Sample("window set claude weekly --reserve 30", "PUT /api/windows/claude/weekly", Samples.WINDOWS),
                new Sample("limit", "GET /api/limits", Samples.LIMITS),
                new Sample("limit list", "GET /api/limits", "{\"items\":[]}"),
                new Sample("limit lift claude --note paid", "DELETE /api/limits/claude", "{\"items\":[]}"),
                new Sample("safety", "GET /api/safety", Samples.SAFETY),
                new Sample("safety list", "GET /api/safety", "{\"rules\":[]}"),
                new Sample("safety check Tidy", "POST /api/safety/check", "{\"findings\":[],\"held\":[]}"),
                new Sample("safety allow external --kind marketing", "POST /api/safety/rules", Samples.SAFETY),
                new Sample("safety forget S-2", "DELETE /api/safety/rules/S-2", "{\"id\":\"S-2\"}"),
                new Sample("estimates", "GET /api/estimates", Samples.ESTIMATES),
                new Sample("estimates page", "GET /api/estimates/page", "{\"kind\":{\"kind\":\"page\"},\"builds\":[]}"),
                new Sample("runners", "GET /api/runners", "{\"items\":[{\"runner\":\"runner-1\"}]}"),
                new Sample("quarantine", "GET /api/quarantine", "{\"items\":[]}"),
                new Sample("quarantine list", "GET /api/quarantine", "{\"items\":[]}"),
                new Sample(
                        "quarantine replay cost/17", "POST /api/quarantine/cost/17/replay", "{\"service\":\"cost\"}"),
                new Sample("quarantine drop cost/17", "DELETE /api/quarantine/cost/17", "{\"id\":17}"));
    }

    /** All but the export, which is a file as it is. */
    static Stream<Sample> samplesForTheScreen() {
        return samples().filter(each -> !each.call().startsWith("export"));
    }

    @BeforeEach
    void files() throws Exception {
        Files.writeString(folder.resolve("queue.md"), "- [ ] One\n");
        Files.writeString(folder.resolve("policy.json"), Samples.POLICY);
        Files.writeString(folder.resolve("ladder.json"), Samples.LADDER);
        Files.writeString(folder.resolve("prices.json"), "{}");
    }

    @Test
    void every_command_has_a_sample() {
        Set<String> sampled = samples()
                .flatMap(each -> Stream.of(1, 2, 3)
                        .map(words -> String.join(
                                " ",
                                Arrays.stream(each.arguments()).limit(words).toList())))
                .collect(toSet());

        assertThat(sampled).containsAll(names());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void answers_with_exactly_one_json_document(Sample sample) throws Exception {
        var fresh = alone(sample);

        var outcome = fresh.call(with(sample.arguments(), "--json"));

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.exitCode()).isZero();
        assertThat(JSON.std.anyFrom(outcome.out())).isNotNull();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void answers_a_person(Sample sample) {
        var outcome = alone(sample).call(sample.arguments());

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).isNotBlank();
    }

    @ParameterizedTest
    @MethodSource("samplesForTheScreen")
    void lets_no_control_character_through(Sample sample) {
        gateway.on(
                sample.request(), sample.answer().replaceAll("(?<=[^\\\\]\":\")(?=[A-Z])", EVIL.replace("\\", "\\\\")));

        var outcome = withTheOthers().call(sample.arguments());

        assertThat(outcome.out() + outcome.err()).doesNotContain("\u001b", "\u202e", "\u0007", "\r");
    }

    @ParameterizedTest
    @MethodSource("samples")
    void passes_a_refusal_on(Sample sample) {
        if (sample.request().startsWith("PUT /api/prices")) {
            gateway.on("GET /api/prices", Samples.PRICES);
        }
        gateway.refuse(
                sample.request(), 409, "{\"title\":\"conflict\",\"status\":409,\"detail\":\"Not as things stand.\"}");

        var outcome = alice().call(sample.arguments());

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err()).contains("Not as things stand.");
        assertThat(outcome.out()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void says_how_to_start_what_does_not_run(Sample sample) {
        gateway.close();

        var outcome = alice().call(sample.arguments());

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err())
                .contains("Afterhours is not running on " + gateway.url() + "; start it with: afterhours up");
        assertThat(outcome.out()).isEmpty();
    }

    @Test
    void every_command_explains_itself() {
        for (var name : names()) {
            var outcome = new Caller(folder).call(with(name.split(" "), "--help"));

            assertThat(outcome.exitCode()).as(name).isZero();
            assertThat(outcome.out())
                    .as(name)
                    .startsWith("Usage: afterhours " + name)
                    .contains("--json");
        }
    }

    private Caller alone(Sample sample) {
        gateway.on(
                sample.request(),
                200,
                sample.call().startsWith("export") ? "text/markdown" : "application/json",
                sample.answer());
        return withTheOthers();
    }

    /** What status and the context ask for besides, and what a change of a price begins with. */
    private Caller withTheOthers() {
        gateway.on("GET /api/builds", "{\"items\":[]}")
                .on("GET /api/calendar", "{\"calendars\":[],\"meetings\":[]}")
                .on("GET /api/costs", Samples.COSTS)
                .on("GET /api/escalations", Samples.ESCALATIONS)
                .on("GET /api/prices", Samples.PRICES);
        return alice();
    }

    private static String[] with(String[] arguments, String last) {
        return Stream.concat(Arrays.stream(arguments), Stream.of(last)).toArray(String[]::new);
    }

    /** Every command that does something, by its full name without the program's. */
    private List<String> names() {
        var names = new TreeSet<String>();
        var root = new Caller(folder)
                .cli(new ByteArrayOutputStream(), new ByteArrayOutputStream())
                .model();
        collect(root, "", names);
        names.removeAll(List.of("help", "completion", "agent"));
        return new ArrayList<>(names);
    }

    private static void collect(CommandLine commandLine, String prefix, Set<String> names) {
        commandLine.getSubcommands().forEach((name, each) -> {
            names.add(prefix + name);
            collect(each, prefix + name + " ", names);
        });
    }
}
