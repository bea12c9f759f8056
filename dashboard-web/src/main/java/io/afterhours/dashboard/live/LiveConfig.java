package io.afterhours.dashboard.live;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The live stream's limits. */
@ConfigMapping(prefix = "afterhours.live")
public interface LiveConfig {
    /** How many streams there may be in all. */
    @WithDefault("500")
    int streams();

    /** How many streams one session may have. */
    @WithDefault("6")
    int streamsPerSession();

    /** The shortest time between two frames to one client; the first after a silence goes at once. */
    @WithDefault("50ms")
    Duration frameInterval();

    /** How often a client is told that the stream is alive. */
    @WithDefault("5s")
    Duration beat();

    /** How long a client that takes nothing keeps its connection. */
    @WithDefault("60s")
    Duration stall();

    /** How often what no event tells of is read anew: counts, agents, budgets, why builds wait and when those that run should end. */
    @WithDefault("10s")
    Duration refresh();

    /** How often all builds, costs and sessions are read anew, as a safety net beside the events; what is deleted goes then. */
    @WithDefault("5m")
    Duration whole();

    /** How soon a service that did not answer is asked again. */
    @WithDefault("2s")
    Duration retry();

    /** How many builds that ended are kept in sight. */
    @WithDefault("500")
    int endedBuilds();
}
