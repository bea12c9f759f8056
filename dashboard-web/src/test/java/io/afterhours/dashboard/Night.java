package io.afterhours.dashboard;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A night of work on project Atlas, as the services would tell it: what the pages are looked at with. */
final class Night {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Night() {}

    static void fill(FakeServices to) {
        running(
                to,
                "B-41",
                "Add OAuth device login to the command line",
                "claude",
                62,
                "writing tests for the polling loop",
                18,
                "3.1042");
        running(
                to,
                "B-42",
                "Split the importer into reader and writer",
                "claude",
                34,
                "moving the row mapping",
                6,
                "0.9210");
        running(to, "B-43", "Rebuild the search index in the background", "shell", 12, "compiling", 2, null);
        to.builds.get("B-42").put("state", "verifying");
        waiting(
                to,
                "B-44",
                "Bump Jackson to 2.19 and fix the warnings",
                "high",
                "slots",
                "Waits: all 3 slots are taken; the next is free about 23:40.",
                40);
        waiting(
                to,
                "B-45",
                "Document the first ten minutes",
                "medium",
                "slots",
                "Waits: all 3 slots are taken; 1 build is ahead, so about 00:20.",
                80);
        waiting(
                to,
                "B-46",
                "Move the price table to a file of its own",
                "medium",
                "workspace",
                "Waits: B-42 works in the same workspace.",
                110);
        waiting(to, "B-47", "Landing page for Atlas", "low", "dependency", "Waits for B-46 to finish.", 200);
        waiting(
                to,
                "B-48",
                "Write release notes for 0.2",
                "low",
                "no-band",
                "Waits: low priority starts between 22:00 and 06:00 once approved.",
                400);
        waiting(
                to,
                "B-49",
                "Send the weekly report to the customers of Atlas",
                "medium",
                "approval",
                "Needs your approval: external action.",
                null);
        waiting(
                to,
                "B-50",
                "Compare three ways to seal the ledger",
                "low",
                "budget",
                "Waits: today's budget would be exceeded; from 00:00.",
                300);
        ended(
                to,
                "B-39",
                "Fix the flaky PortTest",
                "finished",
                "The test waits for the port now; 40 runs passed.",
                45,
                "0.7031");
        ended(to, "B-38", "Cache the dependency tree", "finished", "Cold start fell from 9 s to 4 s.", 80, "1.2270");
        ended(
                to,
                "B-37",
                "Remove the legacy /v0 endpoints",
                "failed",
                "Verification failed: 3 tests still call /v0/status.",
                120,
                "2.2801");
        ended(to, "B-36", "Trace ids in the command line's output", "cancelled", "Cancelled by person.", 150, null);
        var stuck = build("B-40", "Migrate the ledger table", "escalated", "high");
        stuck.put("agent", "claude")
                .put("startedAt", Instant.now().minus(Duration.ofMinutes(90)).toString())
                .put("text", "Three attempts failed; it needs a decision.");
        attempt(stuck, 1, "failed", 90, "verification-failed", "2 tests failed: LedgerTest, TotalsTest");
        attempt(stuck, 2, "failed", 70, "verification-failed", "1 test failed: TotalsTest");
        attempt(stuck, 3, "failed", 50, "timed-out", "no output for 10 minutes");
        to.builds.put("B-40", stuck);
        to.money.costs.put("B-40", "4.0710");

        escalation(
                        to,
                        "E-7",
                        "failure",
                        "high",
                        "Migrate the ledger table failed three times",
                        "The last attempt stopped writing after \"alter table ledger\". How shall it go on?",
                        "B-40",
                        12,
                        "retry",
                        "retry",
                        "smaller",
                        "take over",
                        "drop")
                .put("blocks", 2)
                .put(
                        "evidence",
                        "psql: ERROR: canceling statement due to lock timeout\nTotalsTest > sums_match FAILED\n    expected: 4120\n     but was: 4118");
        escalation(
                        to,
                        "E-8",
                        "question",
                        "medium",
                        "Which retry limit should the importer use?",
                        "The specification says \"a few\". The API bans clients after 6 failures within a minute.",
                        "B-42",
                        6,
                        "5",
                        "3",
                        "5",
                        "no limit")
                .put("deadline", Instant.now().plus(Duration.ofHours(6)).toString());

        session(to, "s-borealis", null, "nightwatch", "Sweep stale branches of Borealis", 75, "3 of 4 repositories");
        budget(to, "day", "20.00", "13.4054", 67.0, "ok");
        budget(to, "week", "100.00", "84.1200", 84.1, "warn");
        budget(to, "month", "400.00", "212.5500", 53.1, "ok");
        to.scheduler.agents.put(
                "nightwatch",
                JSON.objectNode()
                        .put("agent", "nightwatch")
                        .put("addedAt", Instant.now().minus(Duration.ofDays(2)).toString()));
        for (int n = 1; n <= 400; n++) {
            to.progress.log.add(
                    JSON.objectNode()
                            .put("n", n)
                            .put("at", Instant.now().minusSeconds(800 - n * 2L).toString())
                            .put("stream", n % 37 == 0 ? "err" : n % 50 == 1 ? "note" : "out")
                            .put("session", "s-B-41")
                            .put(
                                    "text",
                                    n % 37 == 0
                                            ? "warning: [deprecation] poll(long) in DeviceCode has been deprecated"
                                            : n % 50 == 1
                                                    ? "attempt 1 in /work/atlas (worktree atlas-B-41)"
                                                    : "[INFO] Tests run: " + n
                                                            + ", Failures: 0, Errors: 0, Skipped: 0 -- in io.atlas.login.DeviceCodeTest"));
        }
    }

    static ObjectNode build(String id, String title, String state, String priority) {
        var number = Integer.parseInt(id.substring(2));
        var build = JSON.objectNode()
                .put("id", id)
                .put("title", title)
                .put("prompt", title + ".\n\nKeep the public API as it is. Run the tests before you commit.")
                .put("state", state)
                .put("priority", priority)
                .put("category", id.equals("B-49") ? "external action" : "bug fix")
                .put("kind", "integration")
                .put("impact", 7)
                .put("effort", "PT2H")
                .put("workspace", "/work/atlas")
                .put("accept", "./mvnw -q test")
                .put(
                        "createdAt",
                        Instant.now().minusSeconds(9_000 - number * 60L).toString())
                .put("createdBy", "person")
                .put("version", 3);
        build.putArray("tags").add("atlas");
        build.putArray("dependsOn");
        build.putArray("attempts");
        build.putObject("estimate")
                .put("minutesP50", 30)
                .put("minutesP90", 55)
                .put("costP50", "0.60")
                .put("costP90", "1.40")
                .put("source", "table");
        return build;
    }

    /** One kind with history, and one that was never tried. */
    static ObjectNode estimates() {
        var answer = JSON.objectNode();
        var kinds = answer.putArray("items");
        kinds.add(estimate("landing-page", 24, "history: 24 builds of landing-page"));
        kinds.add(estimate("content", 0, "table: content, usual"));
        return answer;
    }

    /** A limit of an agent's provider, met by a build. */
    static ObjectNode limit() {
        return JSON.objectNode()
                .put("agent", "codex")
                .put("until", Instant.now().plusSeconds(7200).toString())
                .put("said", true)
                .put("text", "You've hit your limit.")
                .put("notedAt", Instant.now().minusSeconds(600).toString())
                .put("build", "B-41");
    }

    /** One calendar that is read, and one that cannot be. */
    static ObjectNode calendars() {
        var answer = JSON.objectNode();
        var calendars = answer.putArray("calendars");
        calendars.addObject().put("name", "home.example 1");
        calendars.addObject().put("name", "work.example 2").put("error", "It answered 403.");
        answer.putArray("meetings");
        return answer;
    }

    /** Two builds that are proposed to go together. */
    static ObjectNode batch() {
        var batch =
                JSON.objectNode().put("id", "G-3").put("kind", "landing-page").put("state", "proposed");
        batch.putObject("saving").put("minutes", 12).put("cost", "0.4000");
        var members = batch.putArray("members");
        members.addObject().put("id", "B-50").put("title", "Landing page");
        members.addObject().put("id", "B-51").put("title", "Another landing page");
        return batch;
    }

    /** Two builds that went together, and what that saved. */
    static ObjectNode endedBatch() {
        var batch = batch().put("id", "G-2").put("state", "ended");
        var measured = batch.putObject("measured")
                .put("finished", 2)
                .put("minutes", 41.2)
                .put("cost", "0.9000");
        measured.putObject("saving").put("minutes", 19).put("cost", "0.3000");
        batch.path("members")
                .forEach(each ->
                        ((ObjectNode) each).putObject("estimate").put("source", "history: 24 builds of landing-page"));
        return batch;
    }

    private static ObjectNode estimate(String kind, int builds, String source) {
        var estimate = JSON.objectNode()
                .put("kind", kind)
                .put("source", source)
                .put("builds", builds)
                .put("minutesP50", 30)
                .put("minutesP90", 55)
                .put("costP50", "0.6000")
                .put("costP90", "1.4000")
                .put("unfinished", 2);
        for (var what : List.of("held", "heldCost")) {
            var held = estimate.putObject(what);
            for (var when : List.of("recent", "ever")) {
                var grade = held.putObject(when).put("builds", builds);
                if (builds > 0) {
                    grade.put("p50", 54.2).put("p90", 91.7);
                }
            }
        }
        return estimate;
    }

    private static void running(
            FakeServices to,
            String id,
            String title,
            String agent,
            double percent,
            String message,
            int minutes,
            @Nullable String cost) {
        var started = Instant.now().minus(Duration.ofMinutes(minutes));
        var build = build(id, title, "running", "high")
                .put("agent", agent)
                .put("session", "s-" + id)
                .put("startedAt", started.toString())
                .put("eta", started.plus(Duration.ofMinutes(40)).toString());
        build.withArray("attempts")
                .addObject()
                .put("number", 1)
                .put("session", "s-" + id)
                .put("state", "running")
                .put("startedAt", started.toString())
                .put("runner", "runner-1")
                .put("agent", agent);
        to.builds.put(id, build);
        session(to, "s-" + id, id, agent, title, percent, message);
        if (cost != null) {
            to.money.costs.put(id, cost);
        }
    }

    private static void waiting(
            FakeServices to,
            String id,
            String title,
            String priority,
            String code,
            String why,
            @Nullable Integer minutes) {
        var build = build(id, title, "queued", priority).put("agent", "claude");
        var verdict = build.putObject("verdict").put("code", code).put("text", why);
        if (minutes != null) {
            var until = Instant.now().plus(Duration.ofMinutes(minutes));
            verdict.put("until", until.toString());
            build.put("eta", until.plus(Duration.ofMinutes(30)).toString());
        }
        to.builds.put(id, build);
    }

    private static void ended(
            FakeServices to,
            String id,
            String title,
            String state,
            String text,
            int minutesAgo,
            @Nullable String cost) {
        var end = Instant.now().minus(Duration.ofMinutes(minutesAgo));
        var build = build(id, title, state, "medium")
                .put("agent", "claude")
                .put("startedAt", end.minus(Duration.ofMinutes(25)).toString())
                .put("endedAt", end.toString());
        build.withArray("attempts")
                .addObject()
                .put("number", 1)
                .put("session", "s-" + id)
                .put("state", state.equals("finished") ? "succeeded" : state)
                .put("startedAt", end.minus(Duration.ofMinutes(25)).toString())
                .put("endedAt", end.toString())
                .put("runner", "runner-1")
                .put("agent", "claude")
                .put("summary", text);
        to.builds.put(id, build);
        if (cost != null) {
            to.money.costs.put(id, cost);
        }
    }

    private static void attempt(
            ObjectNode build, int number, String state, int minutesAgo, String failure, String text) {
        var start = Instant.now().minus(Duration.ofMinutes(minutesAgo));
        var attempt = build.withArray("attempts")
                .addObject()
                .put("number", number)
                .put("session", "s-" + build.path("id").asText() + "-" + number)
                .put("state", state)
                .put("startedAt", start.toString())
                .put("endedAt", start.plus(Duration.ofMinutes(14)).toString())
                .put("runner", "runner-1")
                .put("agent", "claude");
        attempt.putObject("failure").put("class", failure).put("text", text);
        if (number > 1) {
            attempt.putObject("rung").put("number", number - 1).put("after", "verification-failed");
        }
    }

    private static ObjectNode escalation(
            FakeServices to,
            String id,
            String kind,
            String severity,
            String title,
            String question,
            String build,
            int minutesAgo,
            String suggested,
            String... options) {
        var escalation = JSON.objectNode()
                .put("id", id)
                .put("kind", kind)
                .put("severity", severity)
                .put("title", title)
                .put("question", question)
                .put("build", build)
                .put("agent", "claude")
                .put("default", suggested)
                .put("state", "open")
                .put(
                        "raisedAt",
                        Instant.now().minus(Duration.ofMinutes(minutesAgo)).toString());
        var list = escalation.putArray("options");
        for (var option : options) {
            list.add(option);
        }
        to.scheduler.escalations.put(id, escalation);
        return escalation;
    }

    private static void session(
            FakeServices to,
            String id,
            @Nullable String build,
            String agent,
            String task,
            double percent,
            String message) {
        to.progress.sessions.put(
                id,
                JSON.objectNode()
                        .put("session", id)
                        .put("agent", agent)
                        .put("build", build)
                        .put("task", task)
                        .put("percent", percent)
                        .put("state", percent + "%")
                        .put("message", message)
                        .put("updatedAt", Instant.now().minusSeconds(20).toString())
                        .put("startedAt", Instant.now().minusSeconds(900).toString())
                        .put("version", 4));
    }

    private static void budget(FakeServices to, String name, String limit, String spent, double percent, String state) {
        to.money.budgets.put(
                name,
                JSON.objectNode()
                        .put("name", name)
                        .put("limit", limit)
                        .put("spent", spent)
                        .put("percent", percent)
                        .put("state", state)
                        .put("hard", true)
                        .put("periodStart", midnight(0))
                        .put("periodEnd", midnight(1)));
    }

    private static String midnight(int days) {
        var zone = ZoneId.of("Europe/Berlin");
        return LocalDate.now(zone).plusDays(days).atStartOfDay(zone).toInstant().toString();
    }
}
