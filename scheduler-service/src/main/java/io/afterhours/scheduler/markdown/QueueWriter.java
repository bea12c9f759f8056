package io.afterhours.scheduler.markdown;

import io.afterhours.contracts.Category;
import io.afterhours.contracts.agent.BuildRequested;
import io.afterhours.contracts.agent.Dependency;
import io.afterhours.contracts.agent.Dependency.OnFailure;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Writes builds as a document that reads back as the same builds. */
final class QueueWriter {
    private static final String INDENT = "    ";

    private final StringBuilder text = new StringBuilder();

    private QueueWriter() {}

    static String write(List<Exported> builds) {
        var writer = new QueueWriter();
        writer.text.append("# Build Queue\n");
        writer.section("Building Now", builds, each -> each.standing().state().isLive());
        writer.section(
                "Active Queue",
                builds,
                each -> isWaiting(each) && each.standing().mark().isOpen());
        writer.section("Completed", builds, each -> !each.standing().mark().isOpen());
        return writer.text.toString();
    }

    private static boolean isWaiting(Exported build) {
        return !build.standing().state().isLive();
    }

    private void section(String name, List<Exported> builds, Predicate<Exported> belongs) {
        text.append("\n## ").append(name).append("\n\n");
        builds.stream().filter(belongs).forEach(this::item);
    }

    private void item(Exported build) {
        var request = build.request();
        var standing = build.standing();
        var priority = request.priority().word();
        var pairs = " - Priority: " + Character.toUpperCase(priority.charAt(0)) + priority.substring(1) + " - **ETA: "
                + standing.eta() + "** - Cost: " + standing.cost() + " " + standing.comment();
        var start = "- [" + standing.mark().sign() + "] ";
        var exact = readsBack(start + request.title() + pairs, request.title());
        text.append(start)
                .append(exact ? request.title() : shown(request.title()))
                .append(pairs)
                .append('\n');
        if (!exact) {
            code(Key.TITLE, request.title());
        }
        details(request);
    }

    private void details(BuildRequested request) {
        value(Key.EFFORT, effort(request.effort()));
        value(Key.IMPACT, request.impact() == 5 ? null : String.valueOf(request.impact()));
        value(
                Key.CATEGORY,
                request.category() == Category.OTHER ? null : request.category().word());
        value(Key.KIND, request.kind().equals("other") ? null : request.kind());
        value(Key.TAGS, joined(request.tags()));
        value(
                Key.DEPENDS,
                joined(request.dependsOn().stream().map(QueueWriter::edge).toList()));
        request.blockers().forEach(each -> value(Key.BLOCKED, each));
        value(Key.AGENT, request.agent());
        value(Key.MODEL, request.model());
        value(Key.WORKSPACE, request.workspace());
        value(Key.ACCEPT, request.accept());
        value(
                Key.CAP,
                Optional.ofNullable(request.cap())
                        .map(BigDecimal::toPlainString)
                        .orElse(null));
        value(
                Key.DEADLINE,
                Optional.ofNullable(request.deadline()).map(Object::toString).orElse(null));
        value(
                Key.EARLIEST,
                Optional.ofNullable(request.earliestStart())
                        .map(Object::toString)
                        .orElse(null));
        value(Key.ID_KEY, request.key());
        if (!request.prompt().equals(request.title())) {
            value(Key.PROMPT, request.prompt());
        }
    }

    /** In the line where it reads back from there as it is, else as a block of code. */
    private void value(Key key, @Nullable String value) {
        if (value == null) {
            return;
        }
        var line = "  - " + key.word() + ": " + value;
        if (readsBack(key, line, value)) {
            text.append(line).append('\n');
        } else {
            code(key, value);
        }
    }

    private void code(Key key, String value) {
        var fence = "```";
        while (value.contains(fence)) {
            fence += "`";
        }
        text.append("  - ").append(key.word()).append(":\n");
        text.append(INDENT).append(fence).append('\n');
        for (var line : value.split("\n", -1)) {
            text.append(line.isEmpty() ? "" : INDENT).append(line).append('\n');
        }
        text.append(INDENT).append(fence).append('\n');
    }

    private static boolean readsBack(Key key, String line, String value) {
        var document = Document.of(line);
        return document.lines().size() == 1
                && Wishes.saysSomething(value)
                && Body.partsOf(document.lines()).equals(List.of(new Body.Part(key, value, false)))
                && Values.code(value).equals(value);
    }

    private static boolean readsBack(String line, String title) {
        var document = Document.of(line);
        if (document.lines().size() != 1) {
            return false;
        }
        var head = ItemLine.of(line).orElseThrow();
        var draft = new Draft(document.lines().getFirst(), head, Section.ACTIVE);
        return head.pairs().size() == 3
                && new Wishes(draft, Optional.empty()).title().equals(title);
    }

    /** A title that cannot be mistaken for anything else in its line. */
    private static String shown(String title) {
        var words = title.replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
        return words.isEmpty() ? "Build" : words;
    }

    private static @Nullable String joined(List<String> words) {
        return words.isEmpty() ? null : String.join(", ", words);
    }

    private static String edge(Dependency edge) {
        return edge.onFailure() == OnFailure.CONTINUE ? edge.id() + " (continue)" : edge.id();
    }

    private static String effort(Duration effort) {
        var said = (effort.toHours() == 0 ? "" : effort.toHours() + "h")
                + (effort.toMinutesPart() == 0 ? "" : effort.toMinutesPart() + "min");
        return !said.isEmpty() && effort.equals(Duration.ofMinutes(effort.toMinutes())) ? said : effort.toString();
    }
}
