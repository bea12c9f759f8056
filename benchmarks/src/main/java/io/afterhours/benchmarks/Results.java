package io.afterhours.benchmarks;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * The page of results, as Markdown.
 *
 * @param note what a reader has to know of this run; empty when nothing
 */
record Results(
        LocalDate date, String revision, String note, Machine machine, List<Figure> figures, Map<String, Size> sizes) {
    String page() {
        var page = new StringBuilder("# What it costs\n\n")
                .append("Measured with `benchmarks/run` on ")
                .append(date)
                .append(", revision ")
                .append(revision)
                .append(". Goals hold for an idle machine with two cores; *load* is the machine's load average")
                .append(" over the minute before, everything else that ran there included.\n\n")
                .append(note.isBlank() ? "" : note.strip() + "\n\n")
                .append(machineTable())
                .append('\n')
                .append(table());
        sizes.forEach((when, size) -> page.append('\n').append(sizeTable(when, size)));
        return page.append(METHOD).toString();
    }

    /** The figures alone. */
    String table() {
        var table = new StringBuilder("| figure | measured | goal | met | load |\n|---|---:|---:|---|---:|\n");
        for (var figure : figures) {
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %s | %s | %.1f |\n",
                    figure.what(),
                    figure.value(),
                    figure.goal() == null ? "" : figure.goal(),
                    figure.met() == null ? "" : figure.isMissed() ? "**no**" : "yes",
                    figure.load()));
        }
        return table.toString();
    }

    private String machineTable() {
        return "| machine | |\n|---|---|\n"
                + "| cores | " + machine.cores() + " (" + machine.processor() + ") |\n"
                + "| memory | " + Math.round(machine.memory() / (double) (1 << 30)) + " GB |\n"
                + "| system | " + machine.system() + " |\n"
                + "| Java | " + machine.java().strip() + " |\n";
    }

    private static String sizeTable(String when, Size size) {
        var table = new StringBuilder("| process, " + when + " | size |\n|---|---:|\n");
        Objects.requireNonNull(size).parts().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .forEach(part -> table.append(String.format(
                        Locale.ROOT, "| %s | %.0f MB |\n", part.getKey(), part.getValue() / (double) (1 << 20))));
        return table.append(String.format(Locale.ROOT, "| all | %.0f MB |\n", size.total() / (double) (1 << 20)))
                .toString();
    }

    private static final String METHOD = """

            ## What is measured

            - **ready**: `./afterhours up --detach` from the command until the prompt is back, on a built tree. The first start makes the
              state folder, the database cluster, keys and streams; the second finds them.
            - **size**: proportional set size of every process of the suite and its children, PostgreSQL and NATS included, after half a minute
              without work; a shared page counts once.
            - **status**: `./afterhours status`, the whole command.
            - **simulation**: `./afterhours simulate --days 30 --builds 2000 --policy night --policy saver --queue
              examples/policies-compared/queue.md`, the whole command; the first one after a start, and the one after it.
            - **start**: a build of high priority, its prompt is `true` for the agent `shell`, is queued over the gateway with a policy that is
              open all day; from the answer to the POST until the runner has started its process, by the same machine's clock. One after the
              other; 20 before them warm up and do not count.
            - **intake**: builds that wait, queued over the gateway in batches of 500 by two clients at once, from the first request to the last
              answer; 2,000 before them warm up and do not count.
            - **progress**: reports of a thousand sessions, each with an id of its own, published by fifty agents while the
              service is held (SIGSTOP); *drain* is from the moment it goes on until their sessions have taken all in, as the database
              says, ten times a second. *Bare* is a COPY of the
              same rows into a table without keys or indexes, by the same driver, in batches of the same size. Processor time counts the
              service, PostgreSQL and NATS, publishing included: it hardly changes where other work takes the machine. *Published to
              committed*: one of twenty reports is of a session that is looked at in the database all the time; twenty seconds before them
              warm up and do not count. *Acknowledged* is when the broker says that it has the report, which it syncs to the disk one by one.
            - **flood**: ten agents report evenly, each of a session that is looked at in the database all the time, for 20 seconds alone and for
              20 beside one that sends as much as a second holds; 5 seconds before them warm up and do not count. What was sent is compared
              with the rows of the history.
            - **usage**: as *progress*, for reports of usage, of three models and a thousand sessions, until the ledger's sums have them. Budgets
              and what sessions cost are kept and told of meanwhile.
            - **two**: half as many reports as *usage*, taken in by one cost-service, by it and another process of the same settings, and by
              the one again; *one* is the mean of the first and the last. Before each of the two, 60,000 warm up and do not count. *Cores
              busy* is processor time while they drain, divided by that time. *Limited*: the same, each process of cost-service limited by
              a control group, where the machine lets us, so that there is room for the servers.
            - **backlog**: as *progress* and *usage*, but so many that the server closes the connection of the service, which does not answer
              while it is held. Its memory is its proportional set size once a second; *at a tenth* is when a tenth was taken in.
            - **live**: progress published by an agent with its own NATS credentials, until a client of `/api/stream` has read it, through
              progress-service and its database; 20 warm up and do not count.
            - **painted**: the same way, and then a Chromium without a graphics card that shows the overview. It counts until the frame after the
              one that draws the event begins, because by then that one is on the screen. 30 warm up and do not count.
            - **page** and **busy**: the dashboard as it is built, on a NATS server of its own, in front of played services with a thousand
              running builds; the queue in Chromium at 1360 × 900. *page*: from the start of the navigation, by the browser's clock, and what
              came over the wire. *busy*: a thousand times a second one of the builds reports progress, as progress-service publishes it; an
              event counts when its row is in sight; a memory figure is what is left after a garbage collection.
            - **restart of the dashboard**: from the moment the new process takes connections until the page, which nobody touched, shows every
              row and is live again.
            - **tabs**: the same dashboard and builds, without a browser: connections with the cookies of a hundred sessions, each following
              the topics that every page follows, all but one compressed as browsers ask for it, read as fast as they come. For 20 seconds
              after 15 that warm up. Then twenty of them are closed and as many opened that read nothing: *objects* is how much the
              dashboard's heap has gained 15 seconds later, after a garbage collection.

            ## Measured apart

            - [What a long queue costs](RESULTS-queue.md): `benchmarks/long-queue`.
            - [What a large ledger costs](RESULTS-ledger.md): `benchmarks/large-ledger`.
            - [What the tests of the pure rules notice](RESULTS-mutation.md): PIT.
            - [What is left after kill -9](RESULTS-kills.md): the journeys.
            """;
}
