package io.afterhours.contracts.stream;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Every stream of the suite. Limits and their reasons come from the reliability study: {@code discard new}, so that what
 * was not consumed is never dropped silently; a byte budget each, so that a flood of one sort cannot fill another.
 */
public enum Streams {
    AGENT_PROGRESS(List.of("agent.*.progress"), Retention.LIMITS, days(7), gib(8), kib(64), 16),
    AGENT_LOG(List.of("agent.*.log"), Retention.LIMITS, days(7), gib(4), kib(256)),
    AGENT_USAGE(List.of("agent.*.usage"), Retention.LIMITS, days(90), gib(4), kib(16)),
    AGENT_WINDOW(List.of("agent.*.window"), Retention.LIMITS, days(7), gib(1), kib(16)),
    AGENT_ESCALATION(List.of("agent.*.escalation"), Retention.LIMITS, days(90), gib(1), kib(128)),
    AGENT_REQUEST(List.of("agent.*.request"), Retention.LIMITS, days(30), gib(1), kib(128)),
    DISPATCH(List.of("dispatch.*"), Retention.WORK_QUEUE, days(30), gib(1), kib(256)),
    RUNNER(List.of("runner.*.*"), Retention.LIMITS, days(30), gib(2), kib(256)),
    COMMAND(List.of("command.*"), Retention.LIMITS, days(1), gib(1), kib(16)),
    BUILD(List.of("build.*.*"), Retention.LIMITS, days(30), gib(4), kib(64)),
    QUEUE(List.of("queue.*"), Retention.LIMITS, days(2), gib(1), kib(64)),
    ESCALATION(List.of("escalation.*.*"), Retention.LIMITS, days(90), gib(1), kib(64)),
    PROGRESS(List.of("progress.*.*"), Retention.LIMITS, days(2), gib(2), kib(64)),
    COST(List.of("cost.*"), Retention.LIMITS, days(7), gib(2), kib(16)),
    DEAD_LETTER(List.of("dead.*.*"), Retention.LIMITS, days(90), gib(1), kib(256));

    /** How long messages live: until their age, or until acknowledged. */
    public enum Retention {
        LIMITS,
        WORK_QUEUE
    }

    /** Within it a repeated message id is dropped by the server; the database guards beyond it. */
    public static final Duration DUPLICATE_WINDOW = Duration.ofMinutes(5);

    private final List<String> subjects;
    private final Retention retention;
    private final Duration maxAge;
    private final long maxBytes;
    private final int maxMessageBytes;
    private final List<Partition> partitions;

    Streams(List<String> subjects, Retention retention, Duration maxAge, long maxBytes, int maxMessageBytes) {
        this(subjects, retention, maxAge, maxBytes, maxMessageBytes, 1);
    }

    /**
     * The second token of the subject, which is the publisher's name, says which of the partitions has a message. More than one subject
     * cannot be in partitions: a stream of the server stores what reaches it under one other subject.
     */
    Streams(
            List<String> subjects,
            Retention retention,
            Duration maxAge,
            long maxBytes,
            int maxMessageBytes,
            int partitions) {
        this.partitions = IntStream.range(0, partitions)
                .mapToObj(number -> new Partition(this, number))
                .toList();
        this.subjects = subjects;
        this.retention = retention;
        this.maxAge = maxAge;
        this.maxBytes = maxBytes;
        this.maxMessageBytes = maxMessageBytes;
    }

    public List<String> subjects() {
        return subjects;
    }

    public Retention retention() {
        return retention;
    }

    public Duration maxAge() {
        return maxAge;
    }

    public long maxBytes() {
        return maxBytes;
    }

    public int maxMessageBytes() {
        return maxMessageBytes;
    }

    /**
     * The service that makes room in it, by letting go of what every consumer has acknowledged; it publishes there, or is alone in
     * reading what others do. Nobody for a queue of work, which holds what is unread alone; for what is kept for a day; and for what is there for people.
     */
    public Optional<String> keeper() {
        return switch (this) {
            case AGENT_ESCALATION, AGENT_REQUEST, RUNNER, BUILD, QUEUE, ESCALATION -> Optional.of("scheduler");
            case AGENT_USAGE, AGENT_WINDOW, COST -> Optional.of("cost");
            case AGENT_PROGRESS, AGENT_LOG, PROGRESS -> Optional.of("progress");
            case DISPATCH, COMMAND, DEAD_LETTER -> Optional.empty();
        };
    }

    /** Those in which a service makes room. */
    public static List<Streams> keptBy(String service) {
        return Stream.of(values())
                .filter(stream -> stream.keeper().filter(service::equals).isPresent())
                .toList();
    }

    /** The streams of the server that it is: one, or several that share its publishers and its bytes. */
    public List<Partition> partitions() {
        return partitions;
    }

    /** The partition that has what an agent publishes: the server's own function, FNV-1a of the name, modulo their number. */
    public Partition partitionOf(String agent) {
        int hash = 0x811c9dc5;
        for (byte each : agent.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (each & 0xff)) * 0x01000193;
        }
        return partitions.get(Integer.remainderUnsigned(hash, partitions.size()));
    }

    /** The name of what a stream of the server is, or is a partition of; one that is nobody's is itself. */
    public static String of(String name) {
        for (var stream : values()) {
            if (stream.partitions.stream()
                    .anyMatch(partition -> partition.name().equals(name))) {
                return stream.name();
            }
        }
        return name;
    }

    /** What the account of a server has to map, so that messages reach their partitions: from the subject to the entrance. */
    public static Map<String, String> mappings() {
        var mappings = new TreeMap<String, String>();
        for (var stream : values()) {
            if (stream.partitions.size() > 1) {
                for (var subject : stream.subjects) {
                    mappings.put(
                            subject, Partition.target(subject) + ".{{partition(" + stream.partitions.size() + ",1)}}");
                }
            }
        }
        return mappings;
    }

    private static Duration days(int days) {
        return Duration.ofDays(days);
    }

    private static long gib(long gib) {
        return gib << 30;
    }

    private static int kib(int kib) {
        return kib << 10;
    }
}
