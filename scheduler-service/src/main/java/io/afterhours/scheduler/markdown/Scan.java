package io.afterhours.scheduler.markdown;

import io.afterhours.contracts.Excerpt;
import io.afterhours.scheduler.markdown.Document.Line;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One walk over the lines that tells items, blocks of details, furniture and what cannot be read apart. */
final class Scan {
    private static final Pattern HEADING = Pattern.compile("\\uFEFF? {0,3}(#{1,6})(?:[ \\t]+|$)");
    private static final Pattern FENCE = Pattern.compile("(`{3,}|~{3,}).*");
    private static final Pattern BROKEN_BOX =
            Pattern.compile("[-*+](\\[.?][ \\t]|[ \\t]+\\[][ \\t]|[ \\t]+\\[[ \\t]*[xX~!-]?[ \\t]*]\\S).*");
    private static final Pattern BARE_BOX = Pattern.compile("\\[[ xX~!-]][ \\t].*");
    private static final Pattern FURNITURE =
            Pattern.compile("[*_(>].*|<!--.*-->|(?:-[ \\t]*){3,}|\\|?[ \\t]*:?-{2,}.*", Pattern.DOTALL);
    private static final int DETAIL_LEVEL = 3;

    /** Of an item or a heading; what stands below an item may be longer. */
    private static final int LONGEST_LINE = 4_000;

    private final List<Line> lines;
    private final Set<String> names = new HashSet<>();
    private final List<Draft> items = new ArrayList<>();
    private final Map<String, Draft> details = new HashMap<>();
    private final List<Unread> unread = new ArrayList<>();

    private Section section = Section.OTHER;
    private int at;

    Scan(Document document) {
        lines = document.lines();
        lines.stream()
                .filter(line -> !isTooLong(line))
                .flatMap(line -> ItemLine.of(line.text()).stream())
                .filter(head -> head.markAt() >= 0)
                .map(head -> Draft.nameOf(head.title()))
                .forEach(names::add);
    }

    Scan run() {
        at = afterFrontMatter();
        while (at < lines.size()) {
            read(lines.get(at++));
        }
        details.values().stream()
                .filter(each -> !names.contains(each.name()))
                .forEach(each -> unread.add(each.unread("no item has this title")));
        return this;
    }

    List<Draft> items() {
        return items;
    }

    Optional<Draft> detailsOf(Draft item) {
        return Optional.ofNullable(details.get(item.name()));
    }

    List<Unread> unread() {
        return unread;
    }

    private void read(Line line) {
        if (isTooLong(line)) {
            unread.add(new Unread(
                    line.number(), Excerpt.marked(line.text(), 80), "longer than " + LONGEST_LINE + " characters"));
            return;
        }
        var bare = line.bare();
        var heading = HEADING.matcher(line.text());
        if (heading.lookingAt()) {
            heading(line, heading.group(1).length(), heading.end());
        } else if (bare.startsWith("<!--") && !bare.contains("-->")) {
            skipTo("-->", line, "a comment that is never closed; nothing below it was read");
        } else if (FENCE.matcher(bare).matches()) {
            skipFence(line);
        } else if (!bare.isEmpty()) {
            ItemLine.of(line.text()).ifPresentOrElse(head -> bullet(line, head), () -> text(line, bare));
        }
    }

    private static boolean isTooLong(Line line) {
        return line.text().length() > LONGEST_LINE;
    }

    private void heading(Line line, int level, int wordsFrom) {
        var head = ItemLine.of(line.text(), -1, wordsFrom);
        var named = Section.named(head.title());
        if (level >= DETAIL_LEVEL && names.contains(Draft.nameOf(head.title()))) {
            details(line, head, level);
        } else if (level >= DETAIL_LEVEL && startsDetails()) {
            var draft = new Draft(line, head, section);
            if (section.isQueue()) {
                items.add(draft);
                takeBody(draft, level);
            } else {
                details(line, head, level);
            }
        } else if (level == 1) {
            section = Section.OTHER;
        } else if (level < DETAIL_LEVEL) {
            section = named.orElse(Section.OTHER);
        } else {
            section = named.filter(each -> each != Section.ACTIVE).orElse(section);
        }
    }

    private void details(Line line, ItemLine head, int level) {
        var draft = new Draft(line, head, Section.DETAILS);
        if (details.putIfAbsent(draft.name(), draft) != null) {
            unread.add(draft.unread("a second block of details with this title"));
        }
        takeBody(draft, level);
    }

    /** Whether the next line with words names a known key, as blocks of details do. */
    private boolean startsDetails() {
        return lines.subList(at, lines.size()).stream()
                .filter(line -> !line.isBlank())
                .findFirst()
                .filter(line -> Body.startsPair(line.text()))
                .isPresent();
    }

    /** To the next heading that is not below this one. */
    private void takeBody(Draft draft, int level) {
        var fence = new Fence();
        while (at < lines.size()) {
            var line = lines.get(at);
            var heading = HEADING.matcher(line.text());
            if (!fence.isOpen() && heading.lookingAt() && heading.group(1).length() <= level) {
                return;
            }
            fence.pass(line);
            draft.body().add(line);
            at++;
        }
        reportOpen(fence);
    }

    private void bullet(Line line, ItemLine head) {
        var draft = new Draft(line, head, section);
        takeNested(draft);
        if (head.markAt() >= 0) {
            box(draft);
        } else if (section.isQueue()) {
            plainBullet(draft);
        } else if (BROKEN_BOX.matcher(line.bare()).matches()) {
            unread.add(draft.unread("the box is not one of [ ] [x] [~] [!] [-] with a space behind it"));
        }
    }

    private void box(Draft draft) {
        if (draft.head().title().isEmpty()) {
            unread.add(draft.unread("an item without a title"));
        } else if (section == Section.IDEAS) {
            unread.add(draft.unread("an idea, so not queued; move it to the active queue"));
        } else if (section == Section.COMPLETED
                && draft.mark().isOpen()
                && draft.head().id() == null) {
            unread.add(draft.unread("an open item among the completed; tick it or move it to the active queue"));
        } else {
            items.add(draft);
        }
    }

    private void plainBullet(Draft draft) {
        var hasKeys = !draft.head().pairs().isEmpty()
                || draft.head().id() != null
                || draft.body().stream().anyMatch(line -> Body.startsPair(line.text()));
        if (BROKEN_BOX.matcher(draft.line().bare()).matches()) {
            unread.add(draft.unread("the box is not one of [ ] [x] [~] [!] [-] with a space behind it"));
        } else if (hasKeys && !draft.head().title().isEmpty()) {
            items.add(draft);
        } else {
            unread.add(draft.unread("a bullet without a box; write it as \"- [ ] title\" to queue it"));
        }
    }

    private void text(Line line, String bare) {
        if (BROKEN_BOX.matcher(bare).matches() || BARE_BOX.matcher(bare).matches()) {
            unread.add(new Unread(line.number(), bare, "no item; write it as \"- [ ] title\" to queue it"));
        } else if (bare.startsWith("|") && section.isQueue()) {
            tableRow(line, bare);
        } else if (section.isQueue() && !FURNITURE.matcher(bare).matches()) {
            unread.add(new Unread(
                    line.number(), bare, "text that is no item; indent it to make it part of the item above"));
        }
    }

    /** The row above the dashes, and the dashes, are furniture. */
    private void tableRow(Line line, String bare) {
        var isHead = at < lines.size() && lines.get(at).bare().matches("\\|?[ \\t]*:?-{2,}.*");
        if (!isHead && !FURNITURE.matcher(bare).matches()) {
            unread.add(new Unread(line.number(), bare, "a row of a table; write it as \"- [ ] title\" to queue it"));
        }
    }

    /** What is indented below a bullet belongs to it, blank lines between included. */
    private void takeNested(Draft draft) {
        var fence = new Fence();
        int kept = at;
        for (int next = at; next < lines.size(); next++) {
            var line = lines.get(next);
            if (!line.isBlank() && line.indent() <= draft.line().indent()) {
                break;
            }
            if (!line.isBlank()) {
                kept = next + 1;
            }
            fence.pass(line);
        }
        draft.body().addAll(lines.subList(at, kept));
        at = kept;
    }

    private void skipFence(Line opening) {
        var fence = new Fence();
        fence.pass(opening);
        while (at < lines.size() && fence.isOpen()) {
            fence.pass(lines.get(at++));
        }
        reportOpen(fence);
    }

    private void reportOpen(Fence fence) {
        var opening = fence.opening();
        if (opening != null) {
            unread.add(new Unread(
                    opening.number(), opening.bare(), "a code block that is never closed; nothing below it was read"));
        }
    }

    private void skipTo(String end, Line opening, String otherwise) {
        while (at < lines.size()) {
            if (lines.get(at++).text().contains(end)) {
                return;
            }
        }
        unread.add(new Unread(opening.number(), opening.bare(), otherwise));
    }

    private int afterFrontMatter() {
        if (lines.isEmpty() || !lines.getFirst().bare().equals("---")) {
            return 0;
        }
        for (int i = 1; i < lines.size(); i++) {
            if (lines.get(i).bare().equals("---")) {
                return i + 1;
            }
        }
        return 0;
    }

    /** Whether a line is inside a block of code. */
    static final class Fence {
        private @Nullable Line opening;

        boolean isOpen() {
            return opening != null;
        }

        @Nullable Line opening() {
            return opening;
        }

        void pass(Line line) {
            var open = opening;
            var bare = line.bare();
            if (open == null) {
                opening = FENCE.matcher(bare).matches() ? line : null;
            } else if (closes(open.bare(), bare)) {
                opening = null;
            }
        }

        static boolean closes(String opening, String line) {
            var matcher = FENCE.matcher(opening);
            return matcher.matches()
                    && line.length() >= matcher.group(1).length()
                    && line.chars().allMatch(sign -> sign == opening.charAt(0));
        }
    }
}
