package io.afterhours.scheduler.clearance;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** What a person adds to the safety checks. */
@ConfigMapping(prefix = "afterhours.safety")
public interface SafetyConfig {
    /** Whether tasks are looked at before they start. */
    @WithDefault("true")
    boolean enabled();

    /** Words of one's own: a task that has one of them is held as destructive. */
    Optional<List<String>> dangerousWords();

    /** Folders and files of one's own: a task that names one of them, or something beneath, is held as destructive. */
    Optional<List<String>> dangerousPaths();

    /** Kinds of builds that are not looked at. */
    Optional<List<String>> allowedKinds();

    /** Agents that run a prompt as a program rather than read it. */
    @WithDefault("shell")
    List<String> programAgents();
}
