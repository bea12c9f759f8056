package io.afterhours.runner.profile;

import io.afterhours.runner.process.Caps;
import java.util.Map;
import java.util.Set;

/**
 * An agent that can be started, with its limits.
 *
 * @param environment what every run of it has
 * @param secretNames names in the environment whose values are blotted out of everything that is published
 */
public record Profile(String name, Agent agent, Caps caps, Map<String, String> environment, Set<String> secretNames) {
    public Profile {
        environment = Map.copyOf(environment);
        secretNames = Set.copyOf(secretNames);
    }
}
