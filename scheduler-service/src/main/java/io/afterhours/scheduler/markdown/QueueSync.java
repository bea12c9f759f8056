package io.afterhours.scheduler.markdown;

import io.afterhours.scheduler.markdown.Document.Line;
import io.afterhours.scheduler.markdown.ItemLine.Pair;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Writes states back into a document, line by line. */
final class QueueSync {
    private static final Pattern HEADING = Pattern.compile("\\uFEFF? {0,3}#{1,6}[ \\t]+");

    private final Map<Integer, Standing> standings;
    private final List<Unread> disagreements = new ArrayList<>();

    QueueSync(Map<Integer, Standing> standings) {
        this.standings = standings;
    }

    SyncedQueue sync(String markdown) {
        var content = new StringBuilder();
        for (var line : Document.of(markdown).lines()) {
            var standing = standings.get(line.number());
            content.append(standing == null ? line.text() : written(line, standing))
                    .append(line.end());
        }
        return new SyncedQueue(content.toString(), disagreements);
    }

    private String written(Line line, Standing standing) {
        var item = itemOf(line.text());
        if (item.markAt() < 0) {
            return item.id() == null ? withComment(item, standing) : line.text();
        }
        var mark = item.mark().orElseThrow();
        if (item.id() != null && mark == standing.mark()) {
            return estimates(item, standing)
                    ? withPair(item, Key.COST, standing.cost(), "").text()
                    : line.text();
        }
        if (!mark.isOpen() && !standing.state().isFinal()) {
            disagreements.add(new Unread(
                    line.number(),
                    line.text().strip(),
                    "closed here, but " + standing.id() + " is "
                            + standing.state().word() + "; left as it is"));
            return line.text();
        }
        return withComment(
                withPair(
                        withPair(marked(item, standing), Key.ETA, standing.eta(), "**"), Key.COST, standing.cost(), ""),
                standing);
    }

    /** Whether it still says what a build should cost of which it is known by now what it has cost. */
    private static boolean estimates(ItemLine item, Standing standing) {
        return standing.spent()
                && item.pair(Key.COST)
                        .filter(pair -> item.text().startsWith("~", pair.from()))
                        .isPresent();
    }

    private static ItemLine itemOf(String text) {
        return ItemLine.of(text).orElseGet(() -> {
            var heading = HEADING.matcher(text);
            return ItemLine.of(text, -1, heading.lookingAt() ? heading.end() : 0);
        });
    }

    private static ItemLine marked(ItemLine item, Standing standing) {
        return item.mark().filter(each -> each == standing.mark()).isPresent()
                ? item
                : again(
                        item,
                        item.markAt(),
                        item.markAt() + 1,
                        String.valueOf(standing.mark().sign()));
    }

    /** The pair with this value: in its place where it has one, else after all other words. */
    private static ItemLine withPair(ItemLine item, Key key, String value, String bold) {
        return item.pair(key)
                .map(pair -> again(item, pair.from(), endOf(item, pair), value))
                .orElseGet(() ->
                        again(item, item.bodyTo(), item.bodyTo(), " - " + bold + key.word() + ": " + value + bold));
    }

    private static int endOf(ItemLine item, Pair pair) {
        return Math.min(pair.to(), item.bodyTo());
    }

    private static String withComment(ItemLine item, Standing standing) {
        return item.id() != null
                ? item.text()
                : item.text().substring(0, item.bodyTo()) + " " + standing.comment()
                        + item.text().substring(item.bodyTo());
    }

    private static ItemLine again(ItemLine item, int from, int to, String replacement) {
        return itemOf(item.text().substring(0, from) + replacement + item.text().substring(to));
    }
}
