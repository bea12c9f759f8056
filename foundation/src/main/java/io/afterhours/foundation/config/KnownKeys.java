package io.afterhours.foundation.config;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** The keys of a process, and which names under {@code afterhours.} and {@code AFTERHOURS_} are none of them. */
final class KnownKeys {
    /**
     * Variables that a service does not read and leaves alone: those of the front door, of the command line, of {@code tools/}, and
     * those that an attempt is given, because an agent may start a service or its tests. Every variable that is read anywhere
     * in the repository is a key's or is here; a test compares.
     */
    static final Set<String> OF_OTHERS = Set.of(
            "AFTERHOURS_STATE",
            "AFTERHOURS_URL",
            "AFTERHOURS_TOKEN",
            "AFTERHOURS_AGENT",
            "AFTERHOURS_PORT_BASE",
            "AFTERHOURS_HTTP_PORT",
            "AFTERHOURS_SCHEDULER_PORT",
            "AFTERHOURS_COST_PORT",
            "AFTERHOURS_PROGRESS_PORT",
            "AFTERHOURS_RUNNER_PORT",
            "AFTERHOURS_POSTGRES_PORT",
            "AFTERHOURS_NATS_PORT",
            "AFTERHOURS_NATS_SERVER",
            "AFTERHOURS_UI_OUT",
            "AFTERHOURS_ATTEMPT",
            "AFTERHOURS_SESSION",
            "AFTERHOURS_BUILD",
            "AFTERHOURS_NUMBER",
            "AFTERHOURS_EVIDENCE",
            "AFTERHOURS_WORKSPACE");

    private static final Pattern PROFILE = Pattern.compile("^%[^.]+\\.");

    private final Set<String> keys;
    private final Set<String> variables;

    /**
     * Takes the keys of a process.
     *
     * @param keys in which {@code *} stands for a map's key and {@code [*]} for a list's index
     */
    KnownKeys(Set<String> keys) {
        this.keys = new TreeSet<>(keys);
        this.variables = keys.stream().map(KnownKeys::asVariable).collect(Collectors.toCollection(TreeSet::new));
        this.variables.addAll(OF_OTHERS);
    }

    /** What is wrong with a key; nothing where it is known or another's. */
    Optional<String> strangeKey(String name) {
        var bare = PROFILE.matcher(name).replaceFirst("");
        return !bare.startsWith("afterhours.") || keys.stream().anyMatch(key -> fits(key, bare))
                ? Optional.empty()
                : Optional.of("unknown configuration key " + name + ", did you mean " + nearest(bare, keys) + "?");
    }

    /** What is wrong with a variable of the environment; nothing where it is known or another's. */
    Optional<String> strangeVariable(String name) {
        return !name.startsWith("AFTERHOURS_")
                        || variables.stream()
                                .anyMatch(variable ->
                                        name.matches(Pattern.quote(variable).replace("*", "\\E.+\\Q")))
                ? Optional.empty()
                : Optional.of("unknown variable " + name + " in the environment, did you mean "
                        + nearest(name, variables) + "?");
    }

    private static boolean fits(String pattern, String name) {
        var regex = Pattern.quote(pattern).replace("[*]", "\\E\\[\\d+\\]\\Q").replace("*", "\\E(\"[^\"]+\"|[^.]+)\\Q");
        return name.matches(regex) || name.replaceAll("\\[\\d+\\]$", "").matches(regex);
    }

    private static String nearest(String name, Set<String> known) {
        var distance = LevenshteinDistance.getDefaultInstance();
        return known.stream()
                .min(Comparator.comparing(candidate -> distance.apply(name, candidate)))
                .orElse(name);
    }

    private static String asVariable(String key) {
        return key.replace("[*]", "_*").replaceAll("[^A-Za-z0-9*]", "_").toUpperCase(Locale.ROOT);
    }
}
