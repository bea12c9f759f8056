package io.afterhours.contracts.access;

import io.afterhours.contracts.Check;
import io.afterhours.contracts.InvalidEvent;
import org.jspecify.annotations.Nullable;

/**
 * Under which name an agent without NATS is heard. On the bus the server knows who publishes; over HTTP whoever has the token says it, so that
 * several jobs are several agents.
 */
public final class AgentName {
    /** The header in which a request says for which agent it is. */
    public static final String HEADER = "X-Afterhours-Agent";

    /** Who a request is from that does not say. */
    public static final String UNSAID = "http";

    private static final String KEEPER = "keeper";
    private static final String RUNNER = "runner";

    private AgentName() {}

    /** The agent that a request names. */
    public static String of(@Nullable String header) {
        if (header == null || header.isBlank()) {
            return UNSAID;
        }
        var name = Check.id(HEADER, header.strip());
        if (isReserved(name)) {
            throw new InvalidEvent(HEADER, "a name that no part of Afterhours has", name);
        }
        return name;
    }

    /** Whether a part of Afterhours has the name: a service, whoever keeps the servers, or a runner. */
    public static boolean isReserved(String name) {
        return Grants.SERVICES.contains(name)
                || name.equals(KEEPER)
                || name.equals(RUNNER)
                || name.startsWith(RUNNER + "-");
    }
}
