package io.afterhours.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Several agents, each with credentials and a connection of its own. */
record Crowd(List<Agent> agents) implements AutoCloseable {
    /** Adds agents {@code name-1} and so on to a suite and connects as each of them. */
    static Crowd add(Suite suite, String name, int count) throws IOException, InterruptedException {
        var api = suite.api();
        var agents = new ArrayList<Agent>();
        for (int i = 1; i <= count; i++) {
            var member = name + "-" + i;
            agents.add(Agent.add(api, member, suite.file(member + ".creds")));
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
