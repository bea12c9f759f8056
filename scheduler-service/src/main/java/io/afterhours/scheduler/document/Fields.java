package io.afterhours.scheduler.document;

import com.fasterxml.jackson.databind.JsonNode;
import io.afterhours.contracts.InvalidEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The fields of one JSON object; collects what is wrong with them instead of stopping at the first. */
public final class Fields {
    private final String path;
    private final JsonNode object;
    private final List<InvalidEvent> faults;

    private Fields(String path, JsonNode object, List<InvalidEvent> faults) {
        this.path = path;
        this.object = object;
        this.faults = faults;
    }

    /**
     * The fields of a whole document; see {@link #of}.
     *
     * @param called what the document is, such as a policy
     */
    public static Optional<Fields> document(
            String called, JsonNode node, List<String> known, List<InvalidEvent> faults) {
        return at("", called, node, known, faults);
    }

    /** Empty, with a fault, when the node is no object; every unknown key is a fault that names the nearest known one. */
    public static Optional<Fields> of(String path, JsonNode node, List<String> known, List<InvalidEvent> faults) {
        return at(path, path, node, known, faults);
    }

    private static Optional<Fields> at(
            String path, String called, JsonNode node, List<String> known, List<InvalidEvent> faults) {
        if (!node.isObject()) {
            faults.add(new InvalidEvent(called, "an object", node));
            return Optional.empty();
        }
        var fields = new Fields(path, node, faults);
        node.fieldNames().forEachRemaining(key -> {
            if (!known.contains(key)) {
                faults.add(new InvalidEvent(
                        fields.at(key), "a known key; did you mean " + Spelling.nearest(key, known) + "?", key));
            }
        });
        return Optional.of(fields);
    }

    /** Reads the field with a function that throws {@link InvalidEvent}; null, with a fault, when it does. */
    public <T> @Nullable T required(String key, String expected, BiFunction<String, JsonNode, @Nullable T> reader) {
        if (!object.hasNonNull(key)) {
            faults.add(new InvalidEvent(at(key), expected, null));
            return null;
        }
        return read(at(key), object.get(key), reader);
    }

    public <T> @Nullable T optional(String key, BiFunction<String, JsonNode, @Nullable T> reader) {
        return object.hasNonNull(key) ? read(at(key), object.get(key), reader) : null;
    }

    /** Reads each entry of a list; a missing list is empty. */
    public <T> List<T> list(String key, BiFunction<String, JsonNode, @Nullable T> reader) {
        var list = new ArrayList<T>();
        if (!object.hasNonNull(key)) {
            return list;
        }
        var node = object.get(key);
        if (!node.isArray()) {
            faults.add(new InvalidEvent(at(key), "a list", node));
            return list;
        }
        for (int i = 0; i < node.size(); i++) {
            var entry = Fields.<T>attempt(at(key) + "[" + i + "]", node.get(i), reader, faults);
            if (entry != null) {
                list.add(entry);
            }
        }
        return list;
    }

    /** Runs a constructor that checks itself; its complaint becomes a fault of the field it names. */
    public <T> @Nullable T build(Supplier<T> constructor) {
        try {
            return constructor.get();
        } catch (InvalidEvent e) {
            faults.add(new InvalidEvent(at(e.field()), e.expected(), e.was()));
        }
        return null;
    }

    private <T> @Nullable T read(String where, JsonNode node, BiFunction<String, JsonNode, @Nullable T> reader) {
        return Fields.<T>attempt(where, node, reader, faults);
    }

    private static <T> @Nullable T attempt(
            String where, JsonNode node, BiFunction<String, JsonNode, @Nullable T> reader, List<InvalidEvent> faults) {
        try {
            return reader.apply(where, node);
        } catch (InvalidEvent e) {
            faults.add(e);
            return null;
        }
    }

    private String at(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
