package io.afterhours.scheduler.escalation;

import io.afterhours.contracts.Excerpt;
import io.afterhours.contracts.Severity;
import io.afterhours.scheduler.planning.Unanswered;
import io.afterhours.scheduler.queue.BuildId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Something to put before the person.
 *
 * @param kind {@code approval}, {@code blocker}, {@code failure}, {@code retry}, {@code budget}, {@code window}, {@code safety},
 *     {@code deadline}, {@code night-plan}, {@code flood}, or what an agent calls it
 * @param evidence what shows it; from outside, never to be trusted
 */
public record Question(
        String kind,
        Severity severity,
        String title,
        @Nullable String text,
        List<String> options,
        @Nullable String defaultOption,
        @Nullable Instant deadline,
        @Nullable BuildId build,
        @Nullable String agent,
        @Nullable String session,
        @Nullable String evidence) {
    /** Kinds whose answers the scheduler carries out: its own to raise, and one of each about a build at a time. */
    static final Set<String> CARRIED_OUT =
            Set.of("approval", "blocker", "failure", "retry", "budget", "safety", "deadline");

    private static final int LONGEST_TITLE = 500;
    private static final int LONGEST_EVIDENCE = 60_000;

    public Question {
        options = List.copyOf(options);
        title = Excerpt.of(title, LONGEST_TITLE);
        evidence = evidence == null || evidence.length() <= LONGEST_EVIDENCE
                ? evidence
                : evidence.substring(evidence.length() - LONGEST_EVIDENCE);
    }

    /** Whether it is known by its kind and its build, whatever its title. */
    boolean isOneOfItsKind() {
        return build != null && CARRIED_OUT.contains(kind);
    }

    public static Question of(String kind, Severity severity, String title) {
        return new Question(kind, severity, title, null, List.of(), null, null, null, null, null, null);
    }

    public static Question about(BuildId build, String kind, Severity severity, String title) {
        return new Question(kind, severity, title, null, List.of(), null, null, build, null, null, null);
    }

    public Question asking(String question, List<String> choices) {
        return new Question(
                kind, severity, title, question, choices, defaultOption, deadline, build, agent, session, evidence);
    }

    /** Answers itself so when the deadline is over. */
    public Question unlessAnswered(String answer, Instant by) {
        return new Question(kind, severity, title, text, options, answer, by, build, agent, session, evidence);
    }

    /** What is taken for the answer where none comes; empty for a question that waits without end, or that expires without one. */
    public Optional<Unanswered> silence() {
        return deadline == null || defaultOption == null
                ? Optional.empty()
                : Optional.of(new Unanswered(defaultOption, deadline));
    }

    public Question by(String asker, @Nullable String itsSession) {
        return new Question(
                kind, severity, title, text, options, defaultOption, deadline, build, asker, itsSession, evidence);
    }

    public Question showing(@Nullable String shown) {
        return new Question(
                kind, severity, title, text, options, defaultOption, deadline, build, agent, session, shown);
    }
}
