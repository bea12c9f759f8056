package io.afterhours.scheduler.retry;

import io.afterhours.contracts.runner.FailureClass;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How the ladder reads. */
final class Wording {
    private Wording() {}

    /** A failure class in words. */
    static String said(FailureClass failureClass) {
        return switch (failureClass) {
            case AGENT_GAVE_UP -> "the agent gave up";
            case VERIFICATION_FAILED -> "the acceptance check did not pass";
            case TIMED_OUT -> "it took too long";
            case RATE_LIMITED -> "the provider's limit was reached";
            case OUT_OF_BUDGET -> "it cost more than its cap";
            case AUTH -> "the agent is not signed in";
            case CONFIG -> "the agent is not set up right";
            case NETWORK -> "the network failed";
            case LOST -> "the runner was lost";
            case CRASHED -> "the agent crashed";
            case CANCELLED -> "it was stopped";
        };
    }

    /** {@code on rung 2 of 3, with a smaller scope. Rung 1 is skipped: it is of no use when the network failed.} */
    static String taken(Ladder ladder, int stood, int number, Rung rung, FailureClass after) {
        var how = new ArrayList<String>();
        if (rung.scope() == Scope.SMALLER) {
            how.add("with a smaller scope");
        }
        if (rung.agent() != null) {
            how.add("by " + rung.agent());
        }
        if (rung.model() != null) {
            how.add("with the model " + rung.model());
        }
        var taken = "on rung " + number + " of " + ladder.rungs().size()
                + (how.isEmpty() ? "" : ", " + String.join(", ", how)) + ".";
        return number == stood + 1 ? taken : taken + " " + skipped(stood + 1, number - 1, after);
    }

    /** Why no rung follows. */
    static String ended(Ladder ladder, int stood, Consequence then, FailureClass after) {
        var rungs = ladder.rungs().size();
        return switch (then.next()) {
            case CLIMBS -> {
                if (rungs == 0) {
                    yield "The ladder has no rungs, so a person is asked.";
                }
                yield stood < rungs
                        ? skipped(stood + 1, rungs, after) + " A person is asked."
                        : "That was the last rung of the ladder, so a person is asked.";
            }
            case UNCOUNTED -> "That is too often in a row to be chance, so a person is asked.";
            case PERSON ->
                rungs == 0 || Ladder.NEVER_COUNTED.contains(after)
                        ? "A person is asked at once, as the ladder says when " + said(after) + "."
                        : skipped(Math.min(stood + 1, rungs), rungs, after) + " A person is asked at once.";
        };
    }

    /** What a tally says of the failures that led to a question. */
    static String title(Tally counted, FailureClass failureClass, Next next) {
        var losses = counted.losses();
        if (failureClass == FailureClass.LOST) {
            return losses == 1 ? "Its runner was lost" : "Its runner was lost " + losses + " times in a row";
        }
        var what = said(failureClass);
        if (next == Next.UNCOUNTED || Ladder.NEVER_COUNTED.contains(failureClass)) {
            return losses <= 1
                    ? "It came back: " + what
                    : "It came back " + losses + " times in a row, at last: " + what;
        }
        return counted.failures() == 1
                ? "It failed: " + what
                : "It failed " + counted.failures() + " times, at last: " + what;
    }

    /** What a tally says of attempts that failed alike. */
    static String stuck(Tally counted, FailureClass failureClass) {
        return "No progress: it failed " + counted.failures() + " times, the last " + NoProgress.ENOUGH + " alike: "
                + said(failureClass);
    }

    /** What somebody else wrote, ended so that another sentence may follow. */
    static String sentence(String text) {
        return text.endsWith(".") || text.endsWith("!") || text.endsWith("?") || text.endsWith("…") ? text : text + ".";
    }

    /** {@code retry (try it again with all that was learned), drop (give it up)} */
    static String choices(List<RetryOption> options) {
        return options.stream()
                .map(each -> each.word() + " (" + each.meaning() + ")")
                .collect(Collectors.joining(", "));
    }

    private static String skipped(int from, int to, FailureClass after) {
        var numbers = IntStream.rangeClosed(from, to).mapToObj(String::valueOf).toList();
        var last = numbers.getLast();
        var rungs = numbers.size() == 1
                ? "Rung " + last + " is skipped: it is"
                : "Rungs " + String.join(", ", numbers.subList(0, numbers.size() - 1)) + " and " + last
                        + " are skipped: they are";
        return rungs + " of no use when " + said(after) + ".";
    }
}
