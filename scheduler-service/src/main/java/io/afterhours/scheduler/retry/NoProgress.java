package io.afterhours.scheduler.retry;

import io.afterhours.contracts.runner.Failure;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** When one more attempt of the same sort is of no use: the last three failed alike, and none of them changed anything. */
final class NoProgress {
    /** Three attempts without a change. */
    static final int ENOUGH = 3;

    private static final String NUMBERS = "(0x)?[0-9a-f]*[0-9][0-9a-f]*";

    private NoProgress() {}

    /**
     * Whether nothing moves.
     *
     * @param tried attempts that failed since a person last had the build tried from the start, in their order
     */
    static boolean holds(List<Tried> tried) {
        if (tried.size() < ENOUGH) {
            return false;
        }
        var last = tried.subList(tried.size() - ENOUGH, tried.size());
        return last.stream().noneMatch(Tried::changed)
                && last.stream()
                        .allMatch(each -> alike(each.failure(), last.getLast().failure()));
    }

    /** The same class and the same output; numbers may differ, because times and ports do. */
    private static boolean alike(Failure one, Failure other) {
        return one.failureClass() == other.failureClass()
                && seen(one.text()).equals(seen(other.text()))
                && seen(Objects.requireNonNullElse(one.evidence(), ""))
                        .equals(seen(Objects.requireNonNullElse(other.evidence(), "")));
    }

    private static String seen(String text) {
        return text.toLowerCase(Locale.ROOT)
                .replaceAll(NUMBERS, "#")
                .replaceAll("\\s+", " ")
                .strip();
    }
}
