package io.afterhours.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Several agents, each with credentials and a connection of its own. */
record Crowd(List<Agent> agents) implements AutoCloseable {
    /** Adds agents {@code name-1} and so on to a suite and connects as each of them. */
    static Crowd add(Suite suite, String name, int count) throws IOException, InterruptedException {
        return add(suite, name, count, member -> true);
    }

    /** The same, of those of the names that are wanted. */
    static Crowd add(Suite suite, String name, int count, Predicate<String> wanted)
            throws IOException, InterruptedException {
        var api = suite.api();
        var agents = new ArrayList<Agent>();
        for (int i = 1; agents.size() < count; i++) {
            var member = name + "-" + i;
            if (wanted.test(member)) {
                agents.add(Agent.add(api, member, suite.file(member + ".creds")));
            }
        }
        return new Crowd(List.copyOf(agents));
    }

    @Override
    public void close() throws InterruptedException {
        for (var agent : agents) {
            agent.close();
        }
    }
}
