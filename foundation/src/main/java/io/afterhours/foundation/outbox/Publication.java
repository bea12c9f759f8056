package io.afterhours.foundation.outbox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What became of events that were published together; filled as the answers come. */
final class Publication {
    private final List<Long> sent = new ArrayList<>();
    private final Map<OutboxStore.Row, String> hopeless = new LinkedHashMap<>();
    private final Set<String> taking = new LinkedHashSet<>();
    private final Map<String, Exception> held = new LinkedHashMap<>();
    private @Nullable Exception failure;

    /** Those that their streams have. */
    List<Long> sent() {
        return sent;
    }

    /** Those that no stream will ever take, with the reason. */
    Map<OutboxStore.Row, String> hopeless() {
        return hopeless;
    }

    /** Roots of subjects whose stream took an event. */
    Set<String> taking() {
        return taking;
    }

    /** Roots of subjects whose stream did not take an event now, with the reason. */
    Map<String, Exception> held() {
        return held;
    }

    /** Why one of them was not taken. */
    @Nullable Exception failure() {
        return failure;
    }

    void sent(List<OutboxStore.Row> rows) {
        rows.forEach(each -> {
            sent.add(each.seq());
            taking.add(each.root());
        });
    }

    void hopeless(OutboxStore.Row row, String reason) {
        hopeless.put(row, reason);
    }

    void held(List<OutboxStore.Row> rows, Exception why) {
        rows.forEach(each -> held.put(each.root(), why));
        failure = why;
    }
}
