package io.afterhours.contracts;

import io.afterhours.contracts.stream.Consumers;
import io.afterhours.contracts.stream.Streams;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes docs/reference/events.md from the registry. */
final class ReferenceWriter {
    /** The smallest and the usual payloads of what agents publish. */
    static final Map<EventType, List<String>> EXAMPLES = Map.of(
            EventType.PROGRESS_REPORTED,
            List.of("""
                    {"session":"s-1","percent":50}""", """
                    {"session":"s-1","percent":50,"state":"50%","message":"API done","step":"api","task":"Build landing page","build":"B-42"}"""),
            EventType.LOG_WRITTEN,
            List.of("""
                    {"session":"s-1","lines":[{"text":"12 tests passed"}]}"""),
            EventType.USAGE_REPORTED,
            List.of("""
                    {"session":"s-1","model":"claude-sonnet-4-5","inputTokens":12500,"outputTokens":8300}""", """
                    {"session":"s-1","model":"claude-sonnet-4-5","inputTokens":12500,"outputTokens":8300,"cacheReadTokens":0,"cacheWriteTokens":0,"cacheWrite1hTokens":0,"costUsd":null,"task":"Build landing page"}"""),
            EventType.ESCALATION_REQUESTED,
            List.of("""
                    {"title":"Which retry limit?"}""", """
                    {"session":"s-1","kind":"question","severity":"high","title":"Which retry limit?","options":["3","5"],"default":"5","deadline":"2026-11-22T07:00:00Z"}"""),
            EventType.BUILD_REQUESTED,
            List.of("""
                    {"title":"Build landing page"}""", """
                    {"title":"Build landing page","priority":"high","category":"new feature","effort":"2h","dependsOn":["B-41"],"cap":"2.50"}"""));

    private ReferenceWriter() {}

    static String write() {
        var page = new StringBuilder("""
                # Events

                <!-- Generated from io.afterhours.contracts.EventType: ./mvnw -pl contracts test -Dregenerate -->

                Everything that moves on the bus. Payloads are JSON in UTF-8: field names in lower camel case, unknown fields
                ignored, absent and `null` the same; times RFC 3339, durations ISO 8601, money in USD as a number or a decimal
                string. Who published is a token of the subject, enforced by the NATS server; no payload says it.

                The broker's clock counts: an `at` up to five minutes later than the message's receipt counts as its receipt; a
                later one, or one more than 30 days before it, puts the message into quarantine with that as the reason. How an
                attempt ended is never put aside for its time: one to come counts as the time it is heard.

                Headers are optional for agents: `ce-id` (or `Nats-Msg-Id`) makes a repeated publish one event, `ce-type` names
                type and version, `traceparent` (W3C Trace Context) goes on in what follows from the event. Every service sets
                all of CloudEvents' binary mode. The same in AsyncAPI 3:
                [`asyncapi.yaml`](../../contracts/src/main/resources/asyncapi.yaml).

                | event | subject | stream | published by | read by | schema |
                |---|---|---|---|---|---|
                """);
        for (var type : EventType.values()) {
            page.append("| `%s` | `%s` | %s | %s | %s | [v%d](../../contracts/src/main/resources/schemas/%s) |%n"
                    .formatted(
                            type.typeName(),
                            type.address().replaceAll("\\{(\\w+)}", "<$1>"),
                            type.stream(),
                            type.publisher(),
                            readers(type),
                            type.version(),
                            type.schemaFile()));
        }
        page.append("\n## What each one says\n");
        for (var type : EventType.values()) {
            page.append("\n### `%s`\n\n%s\n"
                    .formatted(type.typeName(), Javadocs.of(type.record()).marked()));
            for (var example : EXAMPLES.getOrDefault(type, List.of())) {
                page.append("\n```json\n").append(example).append("\n```\n");
            }
        }
        page.append("""

                ## Streams

                Full streams refuse what is new (`discard new`), so that nothing unread is dropped; a refused publish is an error at
                its publisher. One that is more than half full lets go of its older half, as far as every consumer has acknowledged
                it; its keeper sees to that. A repeated message id within 5 minutes is dropped by the server, later by the reader. A stream in
                partitions is that many streams of the server, `_0` and so on, which share its bytes; an agent's name says which has
                its messages, so that one agent that fills its own leaves the others theirs.

                | stream | subjects | kept | up to | one message up to | keeper |
                |---|---|---|---|---|---|
                """);
        for (var stream : Streams.values()) {
            page.append("| %s | %s | %s%d days | %d GiB | %d KiB | %s |%n"
                    .formatted(
                            stream.partitions().size() == 1
                                    ? stream
                                    : stream + " in " + stream.partitions().size() + " partitions",
                            stream.subjects().stream()
                                    .map(subject -> "`" + subject + "`")
                                    .collect(Collectors.joining(", ")),
                            stream.retention() == Streams.Retention.WORK_QUEUE ? "until taken, at most " : "",
                            stream.maxAge().toDays(),
                            stream.maxBytes() >> 30,
                            stream.maxMessageBytes() >> 10,
                            stream.keeper().orElse("")));
        }
        return page.toString();
    }

    private static String readers(EventType type) {
        var services = Arrays.stream(Consumers.values())
                .filter(consumer -> AsyncApiWriter.reads(consumer, type))
                .map(Consumers::service)
                .collect(Collectors.toCollection(java.util.ArrayList::new));
        if (type.stream() == Streams.DISPATCH || type.stream() == Streams.COMMAND) {
            services.add("runner");
        }
        if (List.of(Streams.BUILD, Streams.ESCALATION, Streams.PROGRESS, Streams.COST)
                .contains(type.stream())) {
            services.add("dashboard");
        }
        return services.isEmpty() ? "people" : String.join(", ", services);
    }
}
