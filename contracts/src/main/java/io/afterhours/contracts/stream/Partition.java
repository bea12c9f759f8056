package io.afterhours.contracts.stream;

import java.util.List;

/**
 * One of the streams of a server that together are one of {@link Streams}: each takes what a part of the agents publish, so that an agent
 * that floods fills its own, and those of the others have their disk, their order and their room to themselves.
 *
 * <p>What an agent publishes on {@code agent.builder.progress} reaches its partition on {@code agent.builder.progress.0}, by a mapping of
 * the account ({@link Streams#mappings}), and is stored there as what was published.
 *
 * @param number from 0 to the number of partitions
 */
public record Partition(Streams stream, int number) {
    /** What the server calls it. */
    public String name() {
        return isOneOfSeveral() ? stream.name() + "_" + number : stream.name();
    }

    /** The subjects on which its messages reach it, with wildcards. */
    public List<String> entrances() {
        return stream.subjects().stream().map(this::entrance).toList();
    }

    /** Where a message of its stream reaches it that is published on a subject. */
    public String entrance(String subject) {
        return isOneOfSeveral() ? subject + "." + number : subject;
    }

    /** A subject with a wildcard as what another is mapped to: what stood for the wildcard stands in it again. */
    public static String target(String subject) {
        return subject.replaceFirst("\\*", "{{wildcard(1)}}");
    }

    /** How much it holds; together they hold what the stream does. */
    public long maxBytes() {
        return stream.maxBytes() / stream.partitions().size();
    }

    public boolean isOneOfSeveral() {
        return stream.partitions().size() > 1;
    }
}
