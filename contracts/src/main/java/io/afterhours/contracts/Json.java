package io.afterhours.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How JSON is read and written on the bus and over HTTP: RFC 3339 times, ISO 8601 durations, unknown fields ignored, and
 * limits on what a stranger may send (depth 32, strings of 64 K characters, documents of 256 K, 20,000 tokens).
 */
public final class Json {
    private static final ObjectMapper MAPPER = configure(JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(limits(256 * 1024, 20_000))
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build()))
            .build();

    /** How Jackson says that a limit is passed; the figure it names is where it stopped reading, and the rest its own code. */
    private static final Pattern TOO_MUCH =
            Pattern.compile("^(.+?) \\(\\d+\\) exceeds the maximum allowed \\((\\d+), from .*");

    /** How Jackson says what it found, amid its own and Java's names; those are nothing to a stranger. */
    private static final Pattern FOUND =
            Pattern.compile("(Array|Object|String|Boolean|Number|Integer|Float) value(?: \\((\"[^\"]*\")\\))?");

    private Json() {}

    /** The one mapper; thread-safe and not to be reconfigured. */
    public static ObjectMapper mapper() {
        return MAPPER;
    }

    public static StreamReadConstraints limits(long documentLength, long tokens) {
        return StreamReadConstraints.builder()
                .maxNestingDepth(32)
                .maxStringLength(64 * 1024)
                .maxNameLength(128)
                .maxNumberLength(40)
                .maxDocumentLength(documentLength)
                .maxTokenCount(tokens)
                .build();
    }

    /** Applies the house's settings to a builder, for mappers with other limits. */
    public static JsonMapper.Builder configure(JsonMapper.Builder builder) {
        return builder.addModule(new JavaTimeModule())
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .withCoercionConfig(
                        LogicalType.Textual,
                        text -> text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
                .withCoercionConfig(
                        BigDecimal.class,
                        amount -> amount.setCoercion(CoercionInputShape.String, CoercionAction.TryConvert))
                .disable(JsonParser.Feature.INCLUDE_SOURCE_IN_LOCATION)
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS));
    }

    public static byte[] write(Object event) {
        try {
            return MAPPER.writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads one event.
     *
     * @throws InvalidEvent when the bytes are not JSON within the limits, or a field breaks the contract; the message names
     *     the field and what was expected
     */
    public static <T> T read(byte[] json, Class<T> type) {
        if (json.length == 0) {
            throw new InvalidEvent("payload", "a JSON object", "an empty message");
        }
        try {
            var value = MAPPER.readValue(json, type);
            if (value == null) {
                throw new InvalidEvent("payload", "a JSON object", "null");
            }
            return value;
        } catch (IOException e) {
            throw explain(e);
        }
    }

    /** Turns Jackson's complaint into one that names the field and what was expected there. */
    public static InvalidEvent explain(IOException complaint) {
        for (Throwable cause = complaint; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidEvent invalid) {
                return invalid;
            }
        }
        var field = complaint instanceof JsonMappingException mapping ? path(mapping) : "payload";
        if (complaint.getCause() instanceof InputCoercionException range) {
            return new InvalidEvent(field, described(range.getTargetType()), "a number too large");
        }
        return switch (complaint) {
            case MismatchedInputException e
            when firstLine(e).startsWith("Trailing token") ->
                new InvalidEvent(field, "one JSON object and nothing after it", firstLine(e));
            case InvalidFormatException e -> new InvalidEvent(field, described(e.getTargetType()), e.getValue());
            case ValueInstantiationException e -> new InvalidEvent(field, "a valid value", reason(e));
            case MismatchedInputException e -> new InvalidEvent(field, described(e.getTargetType()), found(e));
            case JsonProcessingException e ->
                new InvalidEvent(
                        field,
                        "well-formed JSON within the limits",
                        TOO_MUCH.matcher(firstLine(e)).replaceFirst("$1 above $2"));
            default -> new InvalidEvent(field, "readable bytes", firstLine(complaint));
        };
    }

    private static String firstLine(IOException complaint) {
        var message = complaint instanceof JsonProcessingException e ? e.getOriginalMessage() : complaint.getMessage();
        return message == null
                ? complaint.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }

    private static String reason(ValueInstantiationException e) {
        var cause = e.getCause();
        return cause == null || cause.getMessage() == null ? "another value" : cause.getMessage();
    }

    private static String found(MismatchedInputException e) {
        var found = FOUND.matcher(firstLine(e));
        if (!found.find()) {
            return "something else";
        }
        return switch (found.group(1)) {
            case "Array" -> "a list";
            case "Object" -> "an object";
            case "String" -> found.group(2) == null ? "text" : "the text " + found.group(2);
            case "Boolean" -> "true or false";
            default -> "a number";
        };
    }

    private static String path(JsonMappingException e) {
        if (e.getPath().isEmpty()) {
            return "payload";
        }
        return e.getPath().stream()
                .map(step -> step.getFieldName() != null ? step.getFieldName() : "[" + step.getIndex() + "]")
                .collect(Collectors.joining("."))
                .replace(".[", "[");
    }

    private static String described(@org.jspecify.annotations.Nullable Class<?> type) {
        if (type == null) {
            return "another type";
        }
        if (type.isEnum()) {
            return "one of "
                    + java.util.Arrays.stream(type.getEnumConstants())
                            .map(Object::toString)
                            .collect(Collectors.joining(", "));
        }
        return switch (type.getSimpleName()) {
            case "String" -> "text";
            case "Integer", "int", "Long", "long" -> "a whole number";
            case "Double", "double", "BigDecimal" -> "a number";
            case "Boolean", "boolean" -> "true or false";
            case "Instant" -> "a time such as 2026-11-21T22:00:00Z";
            case "LocalDate" -> "a day such as 2026-11-21";
            case "Duration" -> "a duration such as PT2H";
            case "List", "ArrayList" -> "a list";
            default -> "an object";
        };
    }
}
