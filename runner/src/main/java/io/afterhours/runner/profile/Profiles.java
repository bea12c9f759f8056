package io.afterhours.runner.profile;

import io.afterhours.runner.process.Caps;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The profiles of this runner. */
public final class Profiles {
    private final Map<String, Profile> byName;

    public Profiles(Map<String, Profile> byName) {
        this.byName = new TreeMap<>(byName);
    }

    /**
     * Makes them from configuration.
     *
     * @param own the runner's environment, of which only what a profile names is passed on
     */
    public static Profiles of(ProfilesConfig config, Map<String, String> own, InstantSource clock, ZoneId zone) {
        var made = new HashMap<String, Profile>();
        config.profiles().forEach((name, settings) -> {
            var secrets = new HashSet<>(settings.secrets().orElse(List.of()));
            var environment = new HashMap<>(own);
            environment.keySet().removeIf(key -> !settings.environment().contains(key) && !secrets.contains(key));
            environment.putIfAbsent("PATH", "/usr/local/bin:/usr/bin:/bin");
            made.put(name, new Profile(name, agent(settings, clock, zone), caps(settings), environment, secrets));
        });
        return new Profiles(made);
    }

    public Optional<Profile> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    public List<String> names() {
        return List.copyOf(byName.keySet());
    }

    private static Agent agent(ProfilesConfig.Settings settings, InstantSource clock, ZoneId zone) {
        return switch (settings.reader()) {
            case SHELL -> new Agent.Shell(settings.command());
            case CLAUDE -> new Agent.Claude(settings.command(), clock, zone);
        };
    }

    private static Caps caps(ProfilesConfig.Settings settings) {
        return new Caps(settings.wallClock(), settings.idle(), settings.output(), settings.line(), settings.grace());
    }
}
