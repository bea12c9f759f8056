package io.afterhours.contracts.access;

import io.afterhours.contracts.Check;
import io.afterhours.contracts.stream.Consumers;
import io.afterhours.contracts.stream.Partition;
import io.afterhours.contracts.stream.RunnerConsumers;
import io.afterhours.contracts.stream.Streams;
import java.util.ArrayList;
import java.util.List;

/**
 * What each identity may publish and subscribe; allow lists only, because deny rules were found to be bypassable.
 *
 * @param name the identity: a service, a runner or an agent
 * @param publish subjects it may publish to
 * @param subscribe subjects it may subscribe to; always its own inboxes, so that nobody reads another's replies
 */
public record Grants(String name, List<String> publish, List<String> subscribe) {
    public static final List<String> SERVICES = List.of("scheduler", "cost", "progress", "dashboard");

    /**
     * Bytes of the line in which a client shows who it is and all that it may do. The 4,096 that servers and clients have by
     * default are too few for the scheduler's.
     */
    public static final int CONNECT_LINE = 32 * 1024;

    public Grants {
        publish = List.copyOf(publish);
        subscribe = List.copyOf(subscribe);
    }

    /** The prefix under which an identity receives replies. */
    public static String inboxPrefix(String name) {
        return "_INBOX_" + name + ".";
    }

    /** An agent: its own events and nothing else. */
    public static Grants agent(String agent) {
        Check.id("agent", agent);
        return new Grants(agent, publishAs(agent), List.of(inboxPrefix(agent) + ">"));
    }

    /** A runner: its own events, as runner and as the agents it starts, and the work of its pool. */
    public static Grants runner(String runner, String pool) {
        Check.id("runner", runner);
        Check.id("pool", pool);
        var publish = publishAs(runner);
        publish.add("runner." + runner + ".>");
        use(publish, Streams.RUNNER);
        use(publish, Streams.AGENT_PROGRESS.partitionOf(runner));
        for (var stream :
                List.of(Streams.AGENT_LOG, Streams.AGENT_USAGE, Streams.AGENT_WINDOW, Streams.AGENT_ESCALATION)) {
            use(publish, stream);
        }
        use(publish, Streams.DISPATCH);
        use(publish, Streams.COMMAND);
        consume(publish, Streams.DISPATCH.name(), RunnerConsumers.dispatch(pool));
        consume(publish, Streams.COMMAND.name(), RunnerConsumers.command(runner));
        return new Grants(runner, publish, List.of(inboxPrefix(runner) + ">"));
    }

    /**
     * An agent's own events. The server asks whether a subject is allowed after it has mapped it, so that of the entrances of a stream's
     * partitions its own is named: nobody gets into another.
     */
    private static List<String> publishAs(String agent) {
        var publish = new ArrayList<>(List.of("agent." + agent + ".*"));
        for (var stream : Streams.values()) {
            var partition = stream.partitionOf(agent);
            if (partition.isOneOfSeveral()) {
                partition.entrances().forEach(each -> publish.add(each.replaceFirst("\\*", agent)));
            }
        }
        return publish;
    }

    /** One of {@link #SERVICES}. */
    public static Grants service(String service) {
        var publish = new ArrayList<String>();
        var subscribe = new ArrayList<>(List.of(inboxPrefix(service) + ">"));
        switch (service) {
            case "scheduler" -> {
                publish.addAll(List.of("dispatch.*", "command.*", "build.*.*", "queue.*", "escalation.*.*"));
                uses(publish, Streams.DISPATCH, Streams.COMMAND, Streams.BUILD, Streams.QUEUE, Streams.ESCALATION);
            }
            case "cost" -> {
                publish.add("cost.*");
                uses(publish, Streams.COST);
            }
            case "progress" -> {
                publish.add("progress.*.*");
                uses(publish, Streams.PROGRESS);
            }
            case "dashboard" -> subscribe.addAll(List.of("build.*.*", "escalation.*.*", "progress.*.*", "cost.*"));
            default -> throw new IllegalArgumentException("no service " + service + "; there are " + SERVICES);
        }
        for (var consumer : Consumers.values()) {
            if (consumer.service().equals(service)) {
                use(publish, consumer.stream());
                for (var partition : consumer.stream().partitions()) {
                    // The consumers of parked agents are named for them; nobody else has any on these streams.
                    consume(publish, partition.name(), consumer.parks() ? "*" : consumer.durable());
                    if (consumer.isReadInOrder()) {
                        readInOrder(publish, partition.name(), consumer.durable());
                    }
                }
                publish.add("dead." + consumer.stream() + "." + consumer.durable());
            }
        }
        for (var stream : Streams.keptBy(service)) {
            stream.partitions().forEach(partition -> keep(publish, partition));
        }
        if (!service.equals("dashboard")) {
            publish.add("dead." + service + ".settled");
            use(publish, Streams.DEAD_LETTER);
        }
        return new Grants(service, publish.stream().distinct().toList(), subscribe);
    }

    private static void uses(List<String> publish, Streams... streams) {
        for (var stream : streams) {
            use(publish, stream);
        }
    }

    private static void use(List<String> publish, Streams stream) {
        stream.partitions().forEach(partition -> use(publish, partition));
    }

    private static void use(List<String> publish, Partition partition) {
        publish.add("$JS.API.STREAM.CREATE." + partition.name());
        publish.add("$JS.API.STREAM.INFO." + partition.name());
    }

    /** To let go of what all have read one has to know who reads. */
    private static void keep(List<String> publish, Partition partition) {
        publish.add("$JS.API.CONSUMER.LIST." + partition.name());
        publish.add("$JS.API.STREAM.PURGE." + partition.name());
    }

    /** Who begins to read goes back to what is not acknowledged; what acknowledges otherwise is made anew where it stood. */
    private static void readInOrder(List<String> publish, String stream, String durable) {
        publish.add("$JS.API.CONSUMER.RESET." + stream + "." + durable);
        publish.add("$JS.API.CONSUMER.DELETE." + stream + "." + durable);
    }

    private static void consume(List<String> publish, String stream, String durable) {
        publish.add("$JS.API.CONSUMER.CREATE." + stream + "." + durable);
        publish.add("$JS.API.CONSUMER.CREATE." + stream + "." + durable + ".>");
        publish.add("$JS.API.CONSUMER.DURABLE.CREATE." + stream + "." + durable);
        publish.add("$JS.API.CONSUMER.INFO." + stream + "." + durable);
        publish.add("$JS.API.CONSUMER.MSG.NEXT." + stream + "." + durable);
        publish.add("$JS.ACK." + stream + "." + durable + ".>");
        publish.add("$JS.ACK.*.*." + stream + "." + durable + ".>");
    }
}
