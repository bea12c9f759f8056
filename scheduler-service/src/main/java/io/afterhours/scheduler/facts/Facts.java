package io.afterhours.scheduler.facts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;

/** Facts that were read together. */
public final class Facts {
    /** What the tables hold was checked when it came in, so it is read without the limits for what comes from outside. */
    private static final ObjectMapper MAPPER = JsonMapper.builder().build();

    private final Map<Fact<?>, List<Row>> rows;

    private Facts(Map<Fact<?>, List<Row>> rows) {
        this.rows = rows;
    }

    /** Reads facts by one statement. */
    public static Facts read(Handle tx, List<? extends Fact<?>> wanted) {
        var query = tx.createQuery(IntStream.range(0, wanted.size())
                .mapToObj(i -> "(select coalesce(json_agg(f), '[]') from ("
                        + wanted.get(i).sql() + ") f) as f" + i)
                .collect(Collectors.joining(",\n", "select ", "")));
        wanted.forEach(each -> each.values().accept(query));
        return query.map((found, context) -> {
                    var rows = new IdentityHashMap<Fact<?>, List<Row>>();
                    for (int i = 0; i < wanted.size(); i++) {
                        rows.put(wanted.get(i), rows(found.getString(i + 1)));
                    }
                    return new Facts(rows);
                })
                .one();
    }

    /**
     * What a fact says.
     *
     * @throws IllegalArgumentException when it is none of those that were read
     */
    public <T> T of(Fact<T> fact) {
        var found = rows.get(fact);
        if (found == null) {
            throw new IllegalArgumentException("expected a fact that was read, was " + fact.sql());
        }
        return fact.reading().apply(found);
    }

    private static List<Row> rows(String json) {
        if (json.equals("[]")) {
            return List.of();
        }
        try {
            var rows = new ArrayList<Row>();
            for (JsonNode each : MAPPER.readTree(json)) {
                rows.add(new Row(each));
            }
            return rows;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the database answered with JSON that cannot be read", e);
        }
    }
}
