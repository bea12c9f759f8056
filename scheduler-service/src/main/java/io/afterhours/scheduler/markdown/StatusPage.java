package io.afterhours.scheduler.markdown;

import io.afterhours.contracts.scheduler.BuildState;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** {@code BUILD_STATUS.md}: what runs, what needs the person, what waits and why, what is over. */
public final class StatusPage {
    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private final StringBuilder text = new StringBuilder();

    private StatusPage() {}

    /**
     * A build on the page.
     *
     * @param verdict one sentence that says how it stands
     * @param percent how far its attempt says it is
     */
    public record Row(
            String id,
            String title,
            BuildState state,
            String verdict,
            @Nullable Integer percent) {}

    /** The page; rows keep their order within each part. */
    public static String render(List<Row> rows, Instant now, ZoneId zone) {
        var page = new StatusPage();
        page.text
                .append("# Build Status\n\nUpdated ")
                .append(MINUTES.format(now.atZone(zone)))
                .append(" (")
                .append(zone.getId())
                .append("). Written by Afterhours at every change; what is edited here is lost.\n");
        page.part("Running", rows, each -> each.state().isLive());
        page.part("Needs you", rows, each -> each.state() == BuildState.ESCALATED);
        page.part("Waiting", rows, each -> each.state() == BuildState.QUEUED || each.state() == BuildState.RETRYING);
        page.part("Over", rows, each -> each.state().isFinal());
        return page.text.toString();
    }

    private void part(String name, List<Row> rows, Predicate<Row> belongs) {
        var here = rows.stream().filter(belongs).toList();
        text.append("\n## ").append(name).append(" (").append(here.size()).append(")\n\n");
        for (var row : here) {
            text.append("- **").append(row.id()).append("** ").append(escaped(row.title()));
            if (row.percent() != null) {
                text.append(", ").append(row.percent()).append(" %");
            }
            text.append(": ").append(escaped(row.verdict())).append('\n');
        }
        if (here.isEmpty()) {
            text.append("*(none)*\n");
        }
    }

    /** On one line, and without a sign that Markdown or HTML would take for its own. */
    private static String escaped(String words) {
        return words.strip().replaceAll("\\s+", " ").replaceAll("([\\\\`*_<>\\[\\]|#&])", "\\\\$1");
    }
}
