package io.afterhours.scheduler.batching;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;

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
}
