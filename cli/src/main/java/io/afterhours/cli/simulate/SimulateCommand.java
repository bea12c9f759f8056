package io.afterhours.cli.simulate;

import io.afterhours.cli.http.Query;
import io.afterhours.cli.http.Refused;
import io.afterhours.cli.http.Server;
import io.afterhours.cli.invocation.Invocation;
import io.afterhours.cli.invocation.Moment;
import io.afterhours.cli.invocation.TextFile;
import io.afterhours.cli.json.Doc;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs a queue over virtual time. */
@Command(
        name = "simulate",
        description =
                "Run a queue over virtual days by the very rules that start it in earnest, under one policy or several,"
                        + " and compare what comes of it. Nothing is started and nothing is changed. The same seed gives the same"
                        + " answer.")
public final class SimulateCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Option(names = "--days", paramLabel = "N", description = "How many days, at most 366; 30 where it is missing.")
    @Nullable Integer days;

    @Option(
            names = "--policy",
            paramLabel = "NAME",
            description =
                    "A policy by its name, or a file that ends in .json; may be given several times. The one in force"
                            + " where it is missing.")
    List<String> policies = List.of();

    @Option(
            names = "--queue",
            paramLabel = "FILE",
            description =
                    "A Markdown file; the queue as it stands where it is missing. A build with the tag day-3 arrives on"
                            + " the third day.")
    @Nullable Path queue;

    @Option(
            names = "--builds",
            paramLabel = "N",
            description = "Take the queue over and over until there are so many builds, at most 20000.")
    @Nullable Integer builds;

    @Option(
            names = "--arrivals",
            paramLabel = "N",
            description =
                    "Builds come one after another, so many a day on the average; all are there at the start where it is"
                            + " missing.")
    @Nullable BigDecimal arrivals;

    @Option(names = "--seed", paramLabel = "N", description = "Of all that is drawn; 1 where it is missing.")
    @Nullable Long seed;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "When it begins: a date, or " + Moment.FORMS + ". The next midnight where it is missing.")
    @Nullable String from;

    @Option(
            names = "--slots",
            paramLabel = "N",
            description =
                    "How many attempts the runners can take in all; as many as those that are there where it is missing.")
    @Nullable Integer slots;

    @Option(
            names = "--budget",
            paramLabel = "PERIOD=USD",
            description =
                    "What may be spent in a day, week or month, e.g. day=10; may be given several times. The budgets in"
                            + " force where it is missing.")
    Map<String, BigDecimal> budgets = Map.of();

    @Option(names = "--no-retries", description = "Every failure goes to the person at once.")
    boolean noRetries;

    SimulateCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        var report = new Progress(invocation.surroundings()).until(start(), this::next);
        return invocation.answer(report, screen -> new Comparison(report).show(screen));
    }

    private Doc start() {
        return invocation
                .server()
                .post(
                        new Query("/api/simulations")
                                .with("wait", Progress.SECONDS)
                                .toString(),
                        Doc.of(request()));
    }

    private Doc next(String id) {
        return invocation.server().get(new Query(Server.path("api", "simulations", id)).with("wait", Progress.SECONDS));
    }

    private Map<String, Object> request() {
        var request = new LinkedHashMap<String, Object>();
        put(request, "days", days);
        put(
                request,
                "policies",
                policies.isEmpty()
                        ? null
                        : Doc.of(policies.stream().map(this::policy).toList()));
        put(request, "markdown", queue == null ? null : TextFile.read(invocation.absolute(queue)));
        put(request, "builds", builds);
        put(request, "arrivals", arrivals);
        put(request, "seed", seed);
        put(
                request,
                "from",
                from == null ? null : invocation.time("--from", from).toString());
        put(request, "slots", slots);
        put(request, "budgets", budgets.isEmpty() ? null : budgets);
        put(request, "retries", noRetries ? false : null);
        return request;
    }

    private static void put(Map<String, Object> request, String field, @Nullable Object value) {
        if (value != null) {
            request.put(field, value);
        }
    }

    /** A policy of the suite by its name, one of the person's own as its file says. */
    private Doc policy(String given) {
        if (!given.endsWith(".json")) {
            return Doc.ofText(given);
        }
        try {
            return Doc.parse(TextFile.read(invocation.absolute(Path.of(given))));
        } catch (IOException e) {
            throw Refused.because(given + " is not JSON: " + e.getMessage());
        }
    }
}
