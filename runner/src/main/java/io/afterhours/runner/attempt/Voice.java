package io.afterhours.runner.attempt;

import io.afterhours.contracts.Check;
import io.afterhours.contracts.InvalidEvent;
import io.afterhours.contracts.Subject;
import io.afterhours.contracts.agent.EscalationRequested;
import io.afterhours.contracts.agent.LogWritten;
import io.afterhours.contracts.agent.ProgressReported;
import io.afterhours.contracts.agent.UsageReported;
import io.afterhours.contracts.agent.WindowReported;
import io.afterhours.contracts.scheduler.AttemptDispatched;
import io.afterhours.runner.process.PlainText;
import io.afterhours.runner.profile.Finding;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What an attempt says of itself, published under this runner's identity; log lines go out in bundles. */
final class Voice implements Consumer<Finding> {
    private static final int BUNDLE = 100;
    private static final int BUNDLE_BYTES = 100_000;
    private static final long MOST_LOGGED = 10_000_000;

    /** A script that asks in a loop would bury what else is in the inbox. */
    private static final int MOST_ASKED = 20;

    private static final String BLOTTED = "•••";

    private final Outlet outlet;
    private final String runner;
    private final AttemptDispatched attempt;
    private final InstantSource clock;
    private final List<LogWritten.Line> lines = new ArrayList<>();
    private volatile List<String> secrets = List.of();
    private int bytes;
    private long logged;
    private int asked;
    private double percent;
    private @Nullable ProgressReported waiting;

    Voice(Outlet outlet, String runner, AttemptDispatched attempt, InstantSource clock) {
        this.outlet = outlet;
        this.runner = runner;
        this.attempt = attempt;
        this.clock = clock;
    }

    /** Has these values blotted out of everything that is said from now on. */
    void blot(List<String> values) {
        secrets = values.stream().filter(each -> each.length() >= 6).toList();
    }

    /** What cannot be true is a note in the log: the attempt goes on, and so does the reading of what it says. */
    @Override
    public void accept(Finding finding) {
        try {
            tell(finding);
        } catch (InvalidEvent e) {
            log("note", "Not reported (" + e.getMessage() + "): " + finding);
        }
    }

    private void tell(Finding finding) {
        switch (finding) {
            case Finding.Said said -> log(said.stream(), said.text());
            case Finding.Progressed progressed ->
                soon(progressed(progressed.percent(), progressed.state(), progressed.message()));
            case Finding.Used used -> {
                outlet.awaitRoom();
                usage(used);
            }
            case Finding.WindowSaid said -> {
                outlet.awaitRoom();
                window(said);
            }
            case Finding.Asked question -> ask(question.escalation());
        }
    }

    /** Says at once how far it is. */
    synchronized void progress(@Nullable Double reached, @Nullable String state, @Nullable String message) {
        sayWaiting();
        outlet.publish(new Subject.OfAgent(runner, "progress"), progressed(reached, state, message));
    }

    /** What an agent says of its progress may come in floods: the last of a moment is enough. */
    private synchronized void soon(ProgressReported progress) {
        waiting = progress;
    }

    /** Without a percent the bar stays where it is; it never goes back. */
    private synchronized ProgressReported progressed(
            @Nullable Double reached, @Nullable String state, @Nullable String message) {
        percent = reached == null ? percent : Math.max(percent, reached);
        return new ProgressReported(
                attempt.session(),
                percent,
                state,
                message == null ? null : said(message),
                null,
                attempt.title(),
                attempt.build(),
                clock.instant());
    }

    synchronized void log(String stream, String text) {
        if (logged > MOST_LOGGED) {
            return;
        }
        logged += text.length() + 1L;
        var line = logged > MOST_LOGGED
                ? new LogWritten.Line(clock.instant(), "note", "More than 10 MB were logged; the rest is not kept.")
                : new LogWritten.Line(clock.instant(), stream, said(text));
        lines.add(line);
        bytes += 4 * line.text().length();
        if (lines.size() >= BUNDLE || bytes >= BUNDLE_BYTES) {
            flush();
        }
    }

    /** Sends what waits; called a few times a second. */
    synchronized void flush() {
        sayWaiting();
        if (!lines.isEmpty()) {
            outlet.publishIfRoom(
                    new Subject.OfAgent(runner, "log"),
                    new LogWritten(attempt.session(), attempt.build(), List.copyOf(lines)));
            lines.clear();
            bytes = 0;
        }
    }

    private void sayWaiting() {
        var progress = waiting;
        if (progress != null) {
            waiting = null;
            outlet.publish(new Subject.OfAgent(runner, "progress"), progress);
        }
    }

    private void usage(Finding.Used used) {
        var tokens = used.tokens();
        outlet.publish(
                new Subject.OfAgent(runner, "usage"),
                new UsageReported(
                        attempt.session(),
                        used.model(),
                        tokens.input(),
                        tokens.output(),
                        tokens.cacheRead(),
                        tokens.cacheWrite(),
                        tokens.cacheWrite1h(),
                        used.costUsd(),
                        used.basis(),
                        attempt.title(),
                        attempt.build(),
                        clock.instant(),
                        used.serviceTier(),
                        used.cumulative() ? true : null));
    }

    private void window(Finding.WindowSaid said) {
        outlet.publish(
                new Subject.OfAgent(runner, "window"),
                new WindowReported(
                        said.window(), said.usedPercent(), said.resetsAt(), attempt.session(), clock.instant()));
    }

    private void ask(EscalationRequested question) {
        asked++;
        if (asked <= MOST_ASKED) {
            escalate(question);
        } else if (asked == MOST_ASKED + 1) {
            log("note", "More than " + MOST_ASKED + " questions were asked; the rest is not put before anybody.");
        }
    }

    private void escalate(EscalationRequested question) {
        outlet.publish(
                new Subject.OfAgent(runner, "escalation"),
                new EscalationRequested(
                        attempt.session(),
                        question.kind(),
                        question.severity(),
                        question.title(),
                        question.question(),
                        question.options(),
                        question.defaultOption(),
                        question.deadline(),
                        attempt.build(),
                        question.evidence()));
    }

    /** Text as it may be published: no secret, not too long. */
    String said(String text) {
        return PlainText.cut(blotted(text), Check.TEXT);
    }

    String blotted(String text) {
        var shown = text;
        for (var secret : secrets) {
            shown = shown.replace(secret, BLOTTED);
        }
        return shown;
    }
}
