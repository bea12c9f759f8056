package io.afterhours.contracts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.afterhours.contracts.stream.Consumers;
import io.afterhours.contracts.stream.Streams;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Writes the AsyncAPI 3 document from {@link EventType}, {@link Streams} and {@link Consumers}. */
final class AsyncApiWriter {
    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");
    private static final Map<String, String> PARAMETERS = Map.of(
            "agent", "Who publishes: an agent's id, enforced by the server.",
            "runner", "A runner's id, enforced by the server.",
            "pool", "The runners that may take the work.",
            "event", "What happened.",
            "id", "The build or escalation.",
            "session", "The session, strange characters as _.",
            "stream", "Where the message came from.",
            "consumer", "Who could not apply it.",
            "service", "In whose quarantine it stood.");

    private AsyncApiWriter() {}

    static String write() {
        var yaml = YAMLMapper.builder()
                .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                .disable(YAMLGenerator.Feature.SPLIT_LINES)
                .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
                .build();
        try {
            return yaml.writeValueAsString(document());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ObjectNode document() {
        var document = Json.mapper().createObjectNode();
        document.put("asyncapi", "3.0.0");
        document.putObject("info")
                .put("title", "Afterhours events")
                .put("version", "1.0.0")
                .put(
                        "description",
                        "Every event on the bus. Payloads are JSON; who published is a token of the subject, enforced by the"
                                + " NATS server, never a field. Headers are optional for agents.");
        document.putObject("servers")
                .putObject("nats")
                .put("host", "localhost:4222")
                .put("protocol", "nats");
        document.put("defaultContentType", "application/json");
        var channels = document.putObject("channels");
        var operations = document.putObject("operations");
        var messages = document.putObject("components").putObject("messages");
        for (var type : EventType.values()) {
            channel(type, channels.putObject(name(type)));
            send(type, operations.putObject("publish" + capital(name(type))));
            message(type, messages.putObject(name(type)));
        }
        for (var consumer : Consumers.values()) {
            for (var type : EventType.values()) {
                if (reads(consumer, type)) {
                    receive(consumer, type, operations);
                }
            }
        }
        headers((ObjectNode) document.get("components"));
        return document;
    }

    private static void channel(EventType type, ObjectNode channel) {
        channel.put("address", type.address());
        channel.put("description", Javadocs.of(type.record()).summary());
        reference(channel.putObject("messages").putObject(name(type)), "/components/messages/" + name(type));
        var names = PARAMETER.matcher(type.address());
        while (names.find()) {
            channel.withObject("/parameters")
                    .putObject(names.group(1))
                    .put("description", PARAMETERS.get(names.group(1)));
        }
        var stream = type.stream();
        channel.putObject("x-jetstream")
                .put("stream", stream.name())
                .put("retention", stream.retention() == Streams.Retention.LIMITS ? "limits" : "workqueue")
                .put("discard", "new")
                .put("maxAge", stream.maxAge().toString())
                .put("maxBytes", stream.maxBytes())
                .put("maxMessageBytes", stream.maxMessageBytes())
                .put("duplicateWindow", Streams.DUPLICATE_WINDOW.toString());
    }

    private static void message(EventType type, ObjectNode message) {
        message.put("name", type.ceType());
        message.put("title", type.typeName());
        message.put("summary", Javadocs.of(type.record()).summary());
        message.put("contentType", "application/json");
        reference(message.putObject("headers"), "/components/schemas/cloudEventHeaders");
        var payload = message.putObject("payload");
        payload.put("schemaFormat", "application/schema+json;version=draft-2020-12");
        payload.putObject("schema").put("$ref", "./schemas/" + type.schemaFile());
    }

    private static void headers(ObjectNode components) {
        var headers = components.putObject("schemas").putObject("cloudEventHeaders");
        headers.put("type", "object");
        headers.put("description", "CloudEvents 1.0 in binary mode. Agents may leave all of them out.");
        var properties = headers.putObject("properties");
        for (var header :
                List.of("Nats-Msg-Id", "ce-specversion", "ce-id", "ce-type", "ce-source", "ce-time", "traceparent")) {
            properties.putObject(header).put("type", "string");
        }
    }

    private static void send(EventType type, ObjectNode operation) {
        operation.put("action", "send");
        operation.put("summary", "Published by " + type.publisher() + ".");
        reference(operation.putObject("channel"), "/channels/" + name(type));
        reference(operation.putArray("messages").addObject(), "/channels/" + name(type) + "/messages/" + name(type));
        operation.put("x-publisher", type.publisher());
    }

    private static void receive(Consumers consumer, EventType type, ObjectNode operations) {
        var operation = operations.putObject(camel(consumer.name()) + capital(name(type)));
        operation.put("action", "receive");
        operation.put("summary", "Read by " + consumer.service() + ".");
        reference(operation.putObject("channel"), "/channels/" + name(type));
        reference(operation.putArray("messages").addObject(), "/channels/" + name(type) + "/messages/" + name(type));
        var jetStream = operation
                .putObject("x-jetstream")
                .put("stream", consumer.stream().name())
                .put("durable", consumer.durable())
                .put("ackPolicy", "explicit");
        consumer.subjects().forEach(jetStream.putArray("filterSubjects")::add);
    }

    /** Whether a consumer's filters let an event through: whether what is published where both fit is this event, and no other. */
    static boolean reads(Consumers consumer, EventType type) {
        return consumer.stream() == type.stream()
                && consumer.subjects().stream()
                        .anyMatch(filter -> common(
                                        filter.split("\\."), type.address().split("\\."))
                                .flatMap(EventType::onSubject)
                                .equals(Optional.of(type)));
    }

    /** A subject that a filter lets through and that an address has; nothing where there is none. */
    private static Optional<String> common(String[] filter, String[] address) {
        if (filter.length != address.length) {
            return Optional.empty();
        }
        var tokens = new ArrayList<String>();
        for (int i = 0; i < filter.length; i++) {
            var any = address[i].startsWith("{");
            if (!filter[i].equals("*") && !any && !filter[i].equals(address[i])) {
                return Optional.empty();
            }
            tokens.add(!filter[i].equals("*") ? filter[i] : any ? "any" : address[i]);
        }
        return Optional.of(String.join(".", tokens));
    }

    private static void reference(ObjectNode node, String to) {
        node.put("$ref", "#" + to);
    }

    static String name(EventType type) {
        return camel(type.name());
    }

    private static String camel(String constant) {
        var words = constant.toLowerCase(Locale.ROOT).split("_", -1);
        var name = new StringBuilder(words[0]);
        for (int i = 1; i < words.length; i++) {
            name.append(capital(words[i]));
        }
        return name.toString();
    }

    private static String capital(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }
}
