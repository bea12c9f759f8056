package io.afterhours.runner.attempt;

import io.afterhours.contracts.Json;
import io.afterhours.contracts.scheduler.AttemptDispatched;
import io.afterhours.runner.workspace.Workplace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a runner notes of an attempt while it runs; found at the next start, it tells that the runner was killed.
 *
 * @param pid the first process; -1 before it is started
 * @param started when it was
 * @param members the other builds that the same run of the agent does; absent in a note that knows of none
 */
record Leftover(
        String session,
        String build,
        int number,
        long fence,
        long pid,
        Instant started,
        Workplace.@Nullable Worktree worktree,
        @Nullable List<AttemptDispatched.Member> members) {
    private static final String FILE = "running.json";

    static Leftover of(AttemptDispatched attempt, long pid, Instant started, Workplace workplace) {
        return new Leftover(
                attempt.session(),
                attempt.build(),
                attempt.number(),
                attempt.fence(),
                pid,
                started,
                workplace instanceof Workplace.Worktree worktree ? worktree : null,
                attempt.members());
    }

    /** The attempt and those that the same run of the agent worked on. */
    List<AttemptDispatched.Member> all() {
        var all = new ArrayList<AttemptDispatched.Member>();
        all.add(new AttemptDispatched.Member(session, build, number, fence, build, null));
        all.addAll(Objects.requireNonNullElse(members, List.of()));
        return all;
    }

    static Optional<Leftover> in(Path own) throws IOException {
        var file = own.resolve(FILE);
        return Files.exists(file)
                ? Optional.of(Json.mapper().readValue(Files.readAllBytes(file), Leftover.class))
                : Optional.empty();
    }

    void note(Path own) throws IOException {
        Files.write(own.resolve(FILE), Json.write(this));
    }

    static void forget(Path own) throws IOException {
        Files.deleteIfExists(own.resolve(FILE));
    }
}
