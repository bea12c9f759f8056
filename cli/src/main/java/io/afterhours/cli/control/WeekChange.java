package io.afterhours.cli.control;

import io.afterhours.cli.json.Doc;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * Hours of the week at which two versions of a policy say different things.
 *
 * @param days in the order of the week
 * @param hours such as 22:00–24:00, the same on each of the days
 * @param before what the one version says of them, such as {@code 3 slots, urgent and high}
 * @param after what the other one says
 */
record WeekChange(List<DayOfWeek> days, String hours, String before, String after) {
    /** A stretch of the week on the clock of the policy's zone. */
    record Stretch(LocalDateTime from, LocalDateTime until, long slots, String says) {}

    private record Hours(String hours, String before, String after) {}

    /** The differences, those of Monday first; days that differ alike are one. */
    static List<WeekChange> between(List<Stretch> before, List<Stretch> after) {
        var alike = new LinkedHashMap<Hours, List<DayOfWeek>>();
        for (var each : pieces(before, after)) {
            alike.computeIfAbsent(
                            new Hours(hours(each), says(before, each.from()), each.says()), hours -> new ArrayList<>())
                    .add(each.from().getDayOfWeek());
        }
        return alike.entrySet().stream()
                .map(each -> new WeekChange(
                        each.getValue(),
                        each.getKey().hours(),
                        each.getKey().before(),
                        each.getKey().after()))
                .toList();
    }

    /** The stretches of a week as the scheduler tells it. */
    static List<Stretch> stretches(Doc week) {
        return week.items("stretches").stream()
                .map(each -> new Stretch(
                        minute(each.text("localFrom")), minute(each.text("localUntil")), slots(each), words(each)))
                .toList();
    }

    /** Bands begin at whole minutes; what does not is the moment at which a week was asked for, another for each. */
    private static LocalDateTime minute(String text) {
        return LocalDateTime.parse(text).truncatedTo(ChronoUnit.MINUTES);
    }

    /** What is said of a time; nothing starts where no stretch holds it, as in an hour that the clock leaves out. */
    static String says(List<Stretch> stretches, LocalDateTime at) {
        return at(stretches, at).says();
    }

    static Stretch at(List<Stretch> stretches, LocalDateTime at) {
        return stretches.stream()
                .filter(each -> !each.from().isAfter(at) && each.until().isAfter(at))
                .findFirst()
                .orElse(new Stretch(at, at, 0, "nothing starts"));
    }

    /** What differs, cut at midnight; neighbours that say the same are one. */
    private static List<Stretch> pieces(List<Stretch> before, List<Stretch> after) {
        var cuts = cuts(before, after);
        var pieces = new ArrayList<Stretch>();
        for (int i = 0; i + 1 < cuts.size(); i++) {
            var from = cuts.get(i);
            var was = says(before, from);
            var becomes = at(after, from);
            if (was.equals(becomes.says())) {
                continue;
            }
            var last = pieces.isEmpty() ? null : pieces.getLast();
            boolean goesOn = last != null
                    && last.until().equals(from)
                    && !from.toLocalTime().equals(LocalTime.MIDNIGHT)
                    && last.says().equals(becomes.says())
                    && says(before, last.from()).equals(was);
            if (last != null && goesOn) {
                pieces.removeLast();
            }
            pieces.add(new Stretch(
                    last != null && goesOn ? last.from() : from, cuts.get(i + 1), becomes.slots(), becomes.says()));
        }
        return pieces;
    }

    private static List<LocalDateTime> cuts(List<Stretch> before, List<Stretch> after) {
        var cuts = new TreeSet<LocalDateTime>();
        for (var week : List.of(before, after)) {
            for (var each : week) {
                cuts.add(each.from());
                cuts.add(each.until());
            }
        }
        if (!cuts.isEmpty()) {
            var day = cuts.first().toLocalDate();
            for (; day.atStartOfDay().isBefore(cuts.last()); day = day.plusDays(1)) {
                cuts.add(day.atStartOfDay());
            }
        }
        return List.copyOf(cuts);
    }

    private static String hours(Stretch piece) {
        boolean toMidnight = piece.until().toLocalTime().equals(LocalTime.MIDNIGHT);
        return piece.from().toLocalTime() + "–"
                + (toMidnight ? "24:00" : piece.until().toLocalTime().toString());
    }

    private static long slots(Doc stretch) {
        return stretch.items("starts").isEmpty() ? 0 : stretch.count("slots");
    }

    private static String words(Doc stretch) {
        var words = new ArrayList<String>();
        long slots = slots(stretch);
        if (slots == 0) {
            words.add("nothing starts");
        } else {
            words.add(slots == 1 ? "1 slot" : slots + " slots");
            words.add(String.join(
                    "; ", stretch.items("starts").stream().map(Doc::text).toList()));
        }
        var quiet = stretch.text("quiet").toLowerCase(Locale.ROOT);
        if (!quiet.isEmpty() && !quiet.equals("none")) {
            words.add(quiet + " quiet");
        }
        var context = stretch.text("context");
        if (!context.isEmpty()) {
            words.add(context);
        }
        return String.join(", ", words);
    }
}
