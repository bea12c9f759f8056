package io.afterhours.scheduler.markdown;

import io.afterhours.contracts.scheduler.BuildState;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** {@code BUILD_STATUS.md}: what runs, what needs the person, what waits and why, what is over. */
public final class StatusPage {
    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private final StringBuilder text = new StringBuilder();

    private StatusPage() {}

    /**
     * A build on the page.
     *
     * @param verdict one sentence that says how it stands
     */
    public record Row(String id, String title, BuildState state, String verdict) {}

    /**
     * The page; rows keep their order within each part.
     *
     * @param most how many rows a part shows, besides what runs
     */
    public static String render(List<Row> rows, int most, Instant now, ZoneId zone) {
        var page = new StatusPage();
        page.text
                .append("# Build Status\n\nUpdated ")
                .append(MINUTES.format(now.atZone(zone)))
                .append(" (")
                .append(zone.getId())
                .append("). Written by Afterhours at every change; what is edited here is lost.\n");
        page.part("Running", rows, rows.size(), each -> each.state().isLive());
        page.part("Needs you", rows, most, each -> each.state() == BuildState.ESCALATED);
        page.part(
                "Waiting",
                rows,
                most,
                each -> each.state() == BuildState.QUEUED || each.state() == BuildState.RETRYING);
        page.part("Over", rows, most, each -> each.state().isFinal());
        return page.text.toString();
    }

    private void part(String name, List<Row> rows, int most, Predicate<Row> belongs) {
        var all = rows.stream().filter(belongs).toList();
        var here = all.stream().limit(most).toList();
        var more = here.size() < all.size();
        text.append("\n## ")
                .append(name)
                .append(more ? " (the first " : " (")
                .append(here.size())
                .append(")\n\n");
        for (var row : here) {
            text.append("- **").append(row.id()).append("** ");
            text.append(escaped(row.title()))
                    .append(": ")
                    .append(escaped(row.verdict()))
                    .append('\n');
        }
        if (here.isEmpty()) {
            text.append("*(none)*\n");
        }
        if (more) {
            text.append("\n*(and more: `afterhours queue` lists them all)*\n");
        }
    }

    /** On one line, and without a sign that Markdown or HTML would take for its own. */
    private static String escaped(String words) {
        return words.strip().replaceAll("\\s+", " ").replaceAll("([\\\\`*_<>\\[\\]|#&])", "\\\\$1");
    }
}
