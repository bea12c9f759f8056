package io.afterhours.scheduler.policy;

import io.afterhours.contracts.Priority;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is in a policy as a person says it: "Monday to Friday", "2 h 30 min", "approved, any priority, 2 h to 8 h". */
public final class Spoken {
    private Spoken() {}

    public static String of(Duration duration) {
        if (duration.compareTo(Duration.ofMinutes(1)) < 0) {
            return duration.toSeconds() + " s";
        }
        var hours = duration.toHours();
        var minutes = duration.toMinutesPart();
        return hours == 0 ? minutes + " min" : minutes == 0 ? hours + " h" : hours + " h " + minutes + " min";
    }

    /** Who may start under an admission. */
    public static String of(Admission admission) {
        var words = new ArrayList<String>();
        words.add((admission.approved() ? "approved, " : "") + priorities(admission));
        if (admission.minimumEffort() != null && admission.maximumEffort() != null) {
            words.add(of(admission.minimumEffort()) + " to " + of(admission.maximumEffort()));
        } else if (admission.minimumEffort() != null) {
            words.add("from " + of(admission.minimumEffort()));
        } else if (admission.maximumEffort() != null) {
            words.add("up to " + of(admission.maximumEffort()));
        }
        if (!admission.tags().isEmpty()) {
            words.add("tagged " + admission.tags().stream().sorted().collect(Collectors.joining(" or ")));
        }
        return String.join(", ", words);
    }

    /** What suits a context: "analysis or data builds", "builds from 2 h". */
    public static String of(Pick pick) {
        var kinds = pick.kinds().stream().sorted().collect(Collectors.joining(" or "));
        return (kinds.isEmpty() ? "" : kinds + " ") + "builds" + sized(pick.minimumEffort(), pick.maximumEffort());
    }

    private static String sized(@Nullable Duration minimum, @Nullable Duration maximum) {
        if (minimum == null) {
            return maximum == null ? "" : " up to " + of(maximum);
        }
        return maximum == null ? " from " + of(minimum) : " of " + of(minimum) + " to " + of(maximum);
    }

    private static String priorities(Admission admission) {
        return admission.priorities().size() == Priority.values().length
                ? "any priority"
                : and(admission.priorities().stream()
                        .sorted()
                        .map(Priority::word)
                        .toList());
    }

    /** {@code Monday to Friday}, {@code every day}, {@code Saturday and Sunday}. */
    public static String of(Collection<DayOfWeek> days) {
        var sorted = days.stream().distinct().sorted().toList();
        if (sorted.size() == DayOfWeek.values().length) {
            return "every day";
        }
        var inOneGo = sorted.size() > 2
                && sorted.getLast().getValue() - sorted.getFirst().getValue() == sorted.size() - 1;
        return inOneGo
                ? name(sorted.getFirst()) + " to " + name(sorted.getLast())
                : and(sorted.stream().map(Spoken::name).toList());
    }

    static String name(DayOfWeek day) {
        return day.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }

    static String and(List<String> words) {
        return words.size() < 2
                ? String.join("", words)
                : Stream.of(String.join(", ", words.subList(0, words.size() - 1)), words.getLast())
                        .collect(Collectors.joining(" and "));
    }
}
