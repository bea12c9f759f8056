package io.afterhours.scheduler.batching;

import io.afterhours.scheduler.batch.Limits;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Which builds go together as one attempt. */
@ConfigMapping(prefix = "afterhours.batch")
public interface BatchConfig {
    /** The kinds whose builds go together. */
    @WithDefault("landing-page,content,integration,template")
    List<String> kinds();

    /** Agents whose prompts are scripts; to those nothing may be added, so that they do one build at a time. */
    @WithDefault("shell")
    List<String> scripted();

    /** So many builds go together at most. */
    @WithDefault("5")
    int most();

    /** The longest that nine of ten batches may take. */
    @WithDefault("3h")
    Duration longest();

    /** All of it, as the rules take it. */
    default Limits limits() {
        return new Limits(Set.copyOf(kinds()), Set.copyOf(scripted()), most(), longest());
    }
}
