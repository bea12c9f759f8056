package io.afterhours.runner.attempt;

import io.afterhours.foundation.trace.Trace;
import io.afterhours.runner.process.Command;
import io.afterhours.runner.process.LaunchedProcess;
import io.afterhours.runner.profile.Assignment;
import io.afterhours.runner.profile.Finding;
import io.afterhours.runner.profile.OutputReader;
import io.afterhours.runner.profile.Profile;
import io.afterhours.runner.profile.UsageMarks;
import io.afterhours.runner.verify.Tail;
import io.afterhours.runner.workspace.Workplace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/** The agent's part of an attempt: started, listened to, and taken at its word when it ends. */
final class AgentRun {
    private final Attempt attempt;
    private final Profile profile;
    private final Workplace workplace;
    private final Assignment assignment;
    private final Tail tail = new Tail();

    AgentRun(Attempt attempt, Profile profile, Workplace workplace, Optional<Sessions.Known> earlier) {
        this.attempt = attempt;
        this.profile = profile;
        this.workplace = workplace;
        this.assignment = new Assignment(
                attempt.order(),
                attempt.own(),
                earlier.map(Sessions.Known::agentSession)
                        .orElseGet(() -> agentSession(attempt.order().session())),
                earlier.isPresent(),
                earlier.map(Sessions.Known::marks).orElse(UsageMarks.NONE));
    }

    Result run() throws IOException, InterruptedException {
        var reader = profile.agent().reader(assignment, this::found);
        var process = start(reader);
        attempt.reports().started(workplace instanceof Workplace.Worktree worktree ? worktree.branch() : null);
        attempt.grip().hold(process, workplace);
        var order = attempt.order();
        attempt.voice().progress(0.0, "Starting", "Attempt " + order.number() + " with " + order.profile());
        var ending = process.await();
        attempt.grip().release();
        var result = Result.claimed(ending, reader, tail.text());
        attempt.tools()
                .sessions()
                .keep(order.session(), Sessions.Known.of(assignment.agentSession(), reader.marks(), workplace));
        return result;
    }

    private LaunchedProcess start(OutputReader reader) throws IOException {
        var tools = attempt.tools();
        var launch = profile.agent().launch(assignment);
        var environment = tools.environment(profile, workplace, attempt.order().workspace());
        environment.putAll(launch.environment());
        Trace.current()
                .ifPresent(trace -> environment.put("TRACEPARENT", trace.next().header()));
        var session = attempt.order().session();
        var wallClock = attempt.order().wallClock();
        return tools.launcher()
                .start(
                        new Command(launch.argv(), workplace.directory(), environment, launch.input(), session),
                        wallClock == null ? profile.caps() : profile.caps().withWallClock(wallClock),
                        reader::line);
    }

    private void found(Finding finding) {
        if (finding instanceof Finding.Said said) {
            tail.add(attempt.voice().blotted(said.text()));
        }
        attempt.voice().accept(finding);
    }

    /** Agents want a UUID; the scheduler's sessions are such already. */
    private static String agentSession(String session) {
        try {
            return UUID.fromString(session).toString();
        } catch (IllegalArgumentException other) {
            return UUID.nameUUIDFromBytes(session.getBytes(StandardCharsets.UTF_8))
                    .toString();
        }
    }
}
