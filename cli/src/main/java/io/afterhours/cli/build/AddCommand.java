package io.afterhours.cli.build;

import io.afterhours.cli.http.Refused;
import io.afterhours.cli.http.Reply;
import io.afterhours.cli.invocation.Invocation;
import io.afterhours.cli.invocation.Moment;
import io.afterhours.cli.json.Doc;
import io.afterhours.cli.screen.Screen;
import io.afterhours.cli.screen.Style;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Queues a build. */
@Command(
        name = "add",
        description = "Queue a build; prints its id, its estimate and whether it starts now or why not.",
        footer = {
            "",
            "Example:",
            "  afterhours add \"Speed up the search page\" --priority high --effort 2h --workspace ~/shop --accept \"npm test\""
        })
public final class AddCommand implements Callable<Integer> {
    private static final int CREATED = 201;

    private final Invocation invocation;

    @Parameters(paramLabel = "TITLE", description = "What is to be done, in one line.")
    String title = "";

    @Option(
            names = "--prompt",
            paramLabel = "TEXT",
            description = "What the agent is told; - reads it from standard input. The title where it is missing.")
    @Nullable String prompt;

    @Option(
            names = "--priority",
            paramLabel = "PRIORITY",
            completionCandidates = Priorities.class,
            description = "urgent, high, medium or low; decides in which hours it may start.")
    @Nullable String priority;

    @Option(
            names = "--category",
            paramLabel = "CATEGORY",
            completionCandidates = Categories.class,
            description = "The sort of change, e.g. \"bug fix\"; decides whether you must approve it first. One of:"
                    + " ${COMPLETION-CANDIDATES}.")
    @Nullable String category;

    @Option(names = "--kind", paramLabel = "KIND", description = "E.g. landing-page; estimates are learned per kind.")
    @Nullable String kind;

    @Option(names = "--impact", paramLabel = "1-10", description = "How much it is worth; 5 where it is missing.")
    @Nullable Integer impact;

    @Option(
            names = "--effort",
            paramLabel = "DURATION",
            description = "How long a person would take, e.g. 2h or 30min; 1h where it is missing.")
    @Nullable String effort;

    @Option(names = "--tag", paramLabel = "TAG", description = "A tag; may be given several times.")
    List<String> tags = List.of();

    @Option(
            names = "--depends-on",
            paramLabel = "ID",
            description = "A build that must finish first; ID:continue goes on even if that one fails. May be given"
                    + " several times.")
    List<String> dependsOn = List.of();

    @Option(
            names = "--blocker",
            paramLabel = "TEXT",
            description = "What stands in the way; the build waits for you. May be given several times.")
    List<String> blockers = List.of();

    @Option(names = "--agent", paramLabel = "AGENT", description = "Who does it, e.g. shell or claude.")
    @Nullable String agent;

    @Option(names = "--model", paramLabel = "MODEL", description = "The model that the agent is to use.")
    @Nullable String model;

    @Option(names = "--workspace", paramLabel = "DIR", description = "The folder to work in, on the runner's host.")
    @Nullable Path workspace;

    @Option(names = "--accept", paramLabel = "COMMAND", description = "The command that proves it done.")
    @Nullable String accept;

    @Option(names = "--cap", paramLabel = "USD", description = "The most it may cost, e.g. 2.50.")
    @Nullable BigDecimal cap;

    @Option(names = "--deadline", paramLabel = "TIME", description = "When it must be done: " + Moment.FORMS + ".")
    @Nullable String deadline;

    @Option(names = "--earliest-start", paramLabel = "TIME", description = "Not before this time.")
    @Nullable String earliestStart;

    @Option(names = "--key", paramLabel = "KEY", description = "The same key is the same build: queued once only.")
    @Nullable String key;

    AddCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        var request = request();
        var reply = invocation.server().postReply("/api/builds", Doc.of(request));
        return invocation.answer(reply.doc(), screen -> show(screen, reply, request));
    }

    private void show(Screen screen, Reply reply, Map<String, Object> request) {
        var build = reply.doc();
        screen.line(build.text("id") + "  " + build.text("title")
                + (reply.status() == CREATED ? "" : "  (was there already: the same build)"));
        var others = reply.status() == CREATED ? List.<String>of() : others(request, build);
        if (!others.isEmpty()) {
            screen.line(Style.AMBER.of("It keeps its own " + String.join(", ", others)
                    + ": what you gave is not used. For another build give another title."));
        }
        screen.field("estimate", Builds.estimate(build));
        screen.field("verdict", Builds.verdict(build));
    }

    private Map<String, Object> request() {
        var request = new LinkedHashMap<String, Object>();
        request.put("title", title);
        put(request, "prompt", "-".equals(prompt) ? read() : prompt);
        put(request, "priority", priority);
        put(request, "category", category);
        put(request, "kind", kind);
        put(request, "impact", impact);
        put(request, "effort", effort);
        put(request, "tags", tags.isEmpty() ? null : tags);
        put(
                request,
                "dependsOn",
                dependsOn.isEmpty()
                        ? null
                        : dependsOn.stream().map(AddCommand::dependency).toList());
        put(request, "blockers", blockers.isEmpty() ? null : blockers);
        put(request, "agent", agent);
        put(request, "model", model);
        put(
                request,
                "workspace",
                workspace == null ? null : invocation.absolute(workspace).toString());
        put(request, "accept", accept);
        put(request, "cap", cap == null ? null : cap.toPlainString());
        put(request, "deadline", time("--deadline", deadline));
        put(request, "earliestStart", time("--earliest-start", earliestStart));
        put(request, "key", key);
        return request;
    }

    /** What was asked for and the build that was there has otherwise. */
    private static List<String> others(Map<String, Object> request, Doc build) {
        return Stream.of("prompt", "priority", "agent", "model", "workspace", "accept", "cap", "deadline")
                .filter(request::containsKey)
                .filter(each -> !same(each, String.valueOf(request.get(each)), build.text(each)))
                .toList();
    }

    private static boolean same(String field, String asked, String has) {
        return (field.equals("cap") && !has.isEmpty())
                ? new BigDecimal(asked).compareTo(new BigDecimal(has)) == 0
                : asked.strip().equals(has.strip());
    }

    private static void put(Map<String, Object> request, String field, @Nullable Object value) {
        if (value != null) {
            request.put(field, value);
        }
    }

    private static Object dependency(String text) {
        int colon = text.indexOf(':');
        return colon < 0 ? text : Map.of("id", text.substring(0, colon), "onFailure", text.substring(colon + 1));
    }

    private @Nullable String time(String option, @Nullable String text) {
        return text == null ? null : invocation.time(option, text).toString();
    }

    private String read() {
        var text = invocation.text("-");
        if (text.isBlank()) {
            throw Refused.wrongUsage("--prompt -: expected text on standard input, was nothing.");
        }
        return text;
    }
}
