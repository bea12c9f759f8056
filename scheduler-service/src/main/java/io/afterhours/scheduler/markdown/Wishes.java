package io.afterhours.scheduler.markdown;

import io.afterhours.contracts.Category;
import io.afterhours.contracts.InvalidEvent;
import io.afterhours.contracts.Priority;
import io.afterhours.contracts.agent.BuildRequested;
import io.afterhours.contracts.agent.Dependency;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** All that a document says of one build. What stands in the item's line counts before what stands below it. */
final class Wishes {
    private static final Pattern HASHTAG = Pattern.compile("(.*\\S)\\s+#([A-Za-z][A-Za-z0-9-]*)$");
    private static final Pattern SHOUT = Pattern.compile("(.*\\S)\\s+!(?i:(urgent|high|medium|low))$");
    private static final Set<String> NOTHING = Set.of("none", "-", "n/a", "nothing", "no");
    private static final Duration USUAL_EFFORT = Duration.ofHours(1);

    private final Draft draft;
    private final Map<Key, String> said = new EnumMap<>(Key.class);
    private final Set<String> tags = new LinkedHashSet<>();
    private final List<String> depends = new ArrayList<>();
    private final List<String> blockers = new ArrayList<>();
    private final List<String> prompts = new ArrayList<>();
    private final List<String> words = new ArrayList<>();
    private String title;

    Wishes(Draft draft, Optional<Draft> details) {
        this.draft = draft;
        title = draft.head().title();
        takeTokens();
        draft.head().pairs().forEach(pair -> hear(pair.key(), draft.head().valueOf(pair), false));
        hearAll(draft);
        details.ifPresent(this::hearAll);
    }

    String title() {
        return title;
    }

    /** What it depends on, as written. */
    List<String> depends() {
        return depends;
    }

    /**
     * The build it asks for.
     *
     * @throws InvalidEvent naming the key and what was expected
     */
    BuildRequested request(List<Dependency> dependsOn, ZoneId zone) {
        var category = Optional.ofNullable(said.get(Key.CATEGORY));
        var known = category.flatMap(Values::category);
        if (known.isEmpty()) {
            category.map(Values::slug).filter(each -> !each.isEmpty()).ifPresent(tags::add);
        }
        return new BuildRequested(
                title,
                prompt(),
                value(Key.PRIORITY).map(Values::priority).orElse(Priority.MEDIUM),
                known.orElse(Category.OTHER),
                value(Key.KIND).map(Values::slug).orElse("other"),
                value(Key.IMPACT).map(Values::impact).orElse(5),
                effort(),
                List.copyOf(tags),
                dependsOn,
                blockers(),
                value(Key.AGENT).map(Values::slug).orElse(null),
                text(Key.MODEL),
                text(Key.WORKSPACE),
                text(Key.ACCEPT),
                value(Key.CAP).map(Values::money).orElse(null),
                value(Key.DEADLINE)
                        .map(each -> Values.time(Key.DEADLINE, each, zone))
                        .orElse(null),
                value(Key.EARLIEST)
                        .map(each -> Values.time(Key.EARLIEST, each, zone))
                        .orElse(null),
                text(Key.ID_KEY));
    }

    /** Trailing {@code #tag} and {@code !high} of a title. */
    private void takeTokens() {
        while (true) {
            var tag = HASHTAG.matcher(title);
            var shout = SHOUT.matcher(title);
            if (tag.matches()) {
                tags.add(Values.slug(tag.group(2)));
                title = tag.group(1);
            } else if (shout.matches()) {
                said.putIfAbsent(Key.PRIORITY, shout.group(2));
                title = shout.group(1);
            } else {
                return;
            }
        }
    }

    private void hearAll(Draft of) {
        Body.partsOf(of.body()).forEach(part -> hear(part.key(), part.value(), part.exact()));
    }

    private void hear(Key key, String value, boolean exact) {
        switch (key) {
            case TITLE -> title = value;
            case TAGS -> tags.addAll(Values.tags(value));
            case DEPENDS -> Optional.of(value).filter(Wishes::saysSomething).ifPresent(depends::add);
            case BLOCKED ->
                Optional.of(value).filter(each -> exact || saysSomething(each)).ifPresent(blockers::add);
            case PROMPT -> prompts.add(value);
            case DESCRIPTION -> words.add(value);
            case PRIORITY,
                    CATEGORY,
                    KIND,
                    IMPACT,
                    EFFORT,
                    ETA,
                    AGENT,
                    MODEL,
                    WORKSPACE,
                    ACCEPT,
                    CAP,
                    DEADLINE,
                    EARLIEST,
                    ID_KEY -> said.putIfAbsent(key, exact ? value : Values.code(value));
            case COST, NOTED -> {}
        }
    }

    /** A prompt as it stands, and below it what else is said; without any, the title is the prompt. */
    private String prompt() {
        var rest = String.join("\n", words).strip();
        if (prompts.isEmpty()) {
            return rest.isEmpty() ? title : rest;
        }
        var prompt = String.join("\n", prompts);
        return rest.isEmpty() ? prompt : prompt + "\n" + rest;
    }

    private Duration effort() {
        var effort = value(Key.EFFORT);
        if (effort.isPresent()) {
            return Values.effort(Key.EFFORT, effort.get());
        }
        return value(Key.ETA).flatMap(Wishes::readable).orElse(USUAL_EFFORT);
    }

    /** An ETA is ours to write, so one that cannot be read does no harm. */
    private static Optional<Duration> readable(String eta) {
        try {
            return Optional.of(Values.effort(Key.ETA, eta)).filter(Duration::isPositive);
        } catch (InvalidEvent e) {
            return Optional.empty();
        }
    }

    /** An item marked as blocked has a blocker even where none is named, unless a build of ours gave it the mark. */
    private List<String> blockers() {
        return blockers.isEmpty()
                        && draft.mark() == Mark.NEEDS_YOU
                        && draft.head().id() == null
                ? List.of("The item is marked as blocked in its file.")
                : blockers;
    }

    private @Nullable String text(Key key) {
        return said.get(key);
    }

    private Optional<String> value(Key key) {
        return Optional.ofNullable(said.get(key));
    }

    static boolean saysSomething(String value) {
        return !NOTHING.contains(value.strip().toLowerCase(Locale.ROOT));
    }
}
