package io.afterhours.scheduler.markdown;

import io.afterhours.contracts.InvalidEvent;
import io.afterhours.contracts.agent.Dependency;
import io.afterhours.contracts.agent.Dependency.OnFailure;
import io.afterhours.scheduler.markdown.QueueItem.After;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Understands the items of a document and what they depend on. */
final class QueueReader {
    private static final Pattern ID = Pattern.compile("(?i)B-\\d{1,18}");
    private static final Pattern GOES_ON = Pattern.compile("(.*\\S)\\s*\\(continue\\)$");

    private final Scan scan;
    private final ZoneId zone;
    private final Map<String, Draft> byName = new HashMap<>();
    private final List<Unread> unread;

    private QueueReader(Scan scan, ZoneId zone) {
        this.scan = scan;
        this.zone = zone;
        unread = new ArrayList<>(scan.unread());
        scan.items().forEach(each -> byName.putIfAbsent(each.name(), each));
    }

    static ReadQueue read(String markdown, ZoneId zone) {
        return new QueueReader(new Scan(Document.of(markdown)).run(), zone).read();
    }

    private ReadQueue read() {
        var understood = new TreeMap<Integer, QueueItem>();
        for (var draft : scan.items()) {
            try {
                understood.put(draft.number(), understand(draft));
            } catch (InvalidEvent e) {
                unread.add(draft.unread(e.getMessage() == null ? e.expected() : e.getMessage()));
            }
        }
        var items = inOrder(understood);
        unread.sort(Comparator.comparingInt(Unread::line));
        return new ReadQueue(items, unread);
    }

    private QueueItem understand(Draft draft) {
        var wishes = new Wishes(draft, scan.detailsOf(draft));
        var ids = new LinkedHashMap<String, Dependency>();
        var after = new ArrayList<After>();
        for (var reference : references(wishes.depends())) {
            var goesOn = GOES_ON.matcher(reference);
            var onFailure = goesOn.matches() ? OnFailure.CONTINUE : OnFailure.BLOCK;
            var named = Values.code(goesOn.matches() ? goesOn.group(1) : reference);
            if (ID.matcher(named).matches()) {
                var id = named.toUpperCase(Locale.ROOT);
                ids.put(id, new Dependency(id, onFailure));
            } else {
                var other = find(named, draft);
                if (other.head().id() != null) {
                    ids.put(other.head().id(), new Dependency(other.head().id(), onFailure));
                } else if (other.mark() != Mark.FINISHED) {
                    after.add(new After(other.number(), onFailure));
                }
            }
        }
        return new QueueItem(
                draft.number(),
                draft.head().id(),
                draft.mark(),
                wishes.request(List.copyOf(ids.values()), zone),
                after);
    }

    /** A value that is the title of an item is one reference, commas or not. */
    private List<String> references(List<String> values) {
        return values.stream()
                .flatMap(value ->
                        byName.containsKey(Draft.nameOf(value)) ? List.of(value).stream() : Values.list(value).stream())
                .toList();
    }

    /** The item of that title, or the only one whose title has these words in it. */
    private Draft find(String title, Draft asking) {
        var name = Draft.nameOf(title);
        var exact = byName.get(name);
        if (exact != null) {
            return exact;
        }
        var similar = byName.values().stream()
                .filter(each -> each.number() != asking.number()
                        && !name.isEmpty()
                        && each.name().contains(name))
                .toList();
        if (similar.size() != 1) {
            throw new InvalidEvent(
                    Key.DEPENDS.word(), "an id such as B-7 or the title of one item of this document", title);
        }
        return similar.getFirst();
    }

    /** Each after those it depends on; those that depend on themselves or on what could not be read are reported. */
    private List<QueueItem> inOrder(Map<Integer, QueueItem> items) {
        var waiting = new LinkedHashMap<>(items);
        var done = new LinkedHashMap<Integer, QueueItem>();
        boolean moved = true;
        while (moved) {
            moved = false;
            for (var item : List.copyOf(waiting.values())) {
                if (item.after().stream().allMatch(each -> done.containsKey(each.line()))) {
                    done.put(item.line(), item);
                    waiting.remove(item.line());
                    moved = true;
                }
            }
        }
        waiting.values().forEach(each -> unread.add(draftAt(each.line()).unread(stuck(each, waiting))));
        return List.copyOf(done.values());
    }

    private String stuck(QueueItem item, Map<Integer, QueueItem> waiting) {
        var missing = item.after().stream()
                .filter(each -> !waiting.containsKey(each.line()) && !isRead(each.line()))
                .findFirst();
        if (missing.isPresent()) {
            return "it depends on line " + missing.get().line() + ", which could not be read";
        }
        var path = cycleFrom(item, waiting);
        return path.isEmpty()
                ? "it depends on an item that could not be read"
                : "it depends on itself: line "
                        + path.stream().map(String::valueOf).collect(Collectors.joining(" → line "));
    }

    private boolean isRead(int line) {
        return unread.stream().noneMatch(each -> each.line() == line);
    }

    /** The lines from the item back to itself; empty when it only waits for such a circle. */
    private static List<Integer> cycleFrom(QueueItem item, Map<Integer, QueueItem> waiting) {
        var path = new ArrayDeque<Integer>();
        return closes(item.line(), item.line(), waiting, new HashSet<>(), path) ? List.copyOf(path) : List.of();
    }

    private static boolean closes(
            int line, int target, Map<Integer, QueueItem> waiting, Set<Integer> seen, Deque<Integer> path) {
        path.addLast(line);
        var item = waiting.get(line);
        if (item != null && seen.add(line)) {
            for (var next : item.after()) {
                if (next.line() == target) {
                    path.addLast(target);
                    return true;
                }
                if (closes(next.line(), target, waiting, seen, path)) {
                    return true;
                }
            }
        }
        path.removeLast();
        return false;
    }

    private Draft draftAt(int line) {
        return scan.items().stream()
                .filter(each -> each.number() == line)
                .findFirst()
                .orElseThrow();
    }
}
