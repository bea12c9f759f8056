package io.afterhours.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongFunction;

/**
 * Finds out by trying what a record takes in a field. The rules stand once, in the records' constructors; a schema that
 * repeated them in annotations could differ.
 */
final class Probe {
    private static final Map<Class<?>, Record> SAMPLES = samples();

    private final Class<?> record;
    private final String field;

    /** Asks about a field by its name on the wire. */
    Probe(Class<?> record, String field) {
        this.record = record;
        this.field = field;
    }

    boolean required() {
        var json = sample();
        json.remove(field);
        return !accepts(json);
    }

    boolean nullable() {
        return accepts(sample().putNull(field));
    }

    /** The longest text taken; nothing where only the limit on all strings holds. */
    OptionalLong longestText() {
        return largest(1, 64 * 1024, length -> sample().put(field, "1".repeat((int) length)));
    }

    /** The most entries taken. */
    OptionalLong mostItems() {
        return largest(1, 4_000, count -> {
            var json = sample();
            var items = (ArrayNode) json.get(field);
            var item = items.get(0);
            items.removeAll();
            for (long i = 0; i < count; i++) {
                items.add(item);
            }
            return json;
        });
    }

    /** The largest whole number taken. */
    OptionalLong largestNumber() {
        var component = Arrays.stream(record.getRecordComponents())
                .filter(each -> each.getName().equals(field))
                .findFirst();
        long top = component.isPresent() && component.get().getType() == int.class ? Integer.MAX_VALUE : 1L << 53;
        return largest(1, top, value -> sample().put(field, value));
    }

    /** The least whole number taken, of -1 (which stands for anything), 0 and 1. */
    OptionalLong leastNumber() {
        for (long least = -1; least <= 1; least++) {
            if (accepts(sample().put(field, least))) {
                return least == -1 ? OptionalLong.empty() : OptionalLong.of(least);
            }
        }
        return OptionalLong.empty();
    }

    boolean isId() {
        return !accepts(sample().put(field, "A B")) && accepts(sample().put(field, "a-1"));
    }

    private OptionalLong largest(long least, long most, LongFunction<JsonNode> json) {
        if (!accepts(json.apply(least)) || accepts(json.apply(most))) {
            return OptionalLong.empty();
        }
        long taken = least;
        long refused = most;
        while (taken + 1 < refused) {
            long middle = (taken + refused) >>> 1;
            if (accepts(json.apply(middle))) {
                taken = middle;
            } else {
                refused = middle;
            }
        }
        return OptionalLong.of(taken);
    }

    private ObjectNode sample() {
        return Json.mapper().valueToTree(SAMPLES.get(record));
    }

    private boolean accepts(JsonNode json) {
        try {
            Json.mapper().treeToValue(json, record);
            return true;
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            return false;
        }
    }

    /** A sample of each record there is, nested ones too. */
    private static Map<Class<?>, Record> samples() {
        var found = new LinkedHashMap<Class<?>, Record>();
        for (var type : EventType.values()) {
            collect(Samples.of(type), found);
        }
        return found;
    }

    private static void collect(Object value, Map<Class<?>, Record> found) {
        switch (value) {
            case Record sample -> {
                found.put(sample.getClass(), sample);
                for (RecordComponent component : sample.getClass().getRecordComponents()) {
                    collect(get(component, sample), found);
                }
            }
            case Collection<?> items -> items.forEach(item -> collect(item, found));
            default -> {}
        }
    }

    static Object get(RecordComponent component, Record of) {
        try {
            return component.getAccessor().invoke(of);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
