package io.afterhours.cost.usage;

import io.afterhours.contracts.Json;
import io.afterhours.contracts.agent.UsageReported;
import io.afterhours.cost.attribution.AttributionStore;
import io.afterhours.cost.usage.MetricRules.Measured;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Books what agents measure of themselves: what came since the export before by its time, sums by what they grew. */
@ApplicationScoped
class MetricBookkeeper {
    /** Who such reports are from in the ledger. */
    static final String AGENT = "claude-code";

    private final Jdbi jdbi;
    private final AttributionStore attribution;
    private final UsageKeyStore keys;
    private final MarkStore marks;
    private final Bookkeeper bookkeeper;
    private final InstantSource clock;

    MetricBookkeeper(
            Jdbi jdbi,
            AttributionStore attribution,
            UsageKeyStore keys,
            MarkStore marks,
            Bookkeeper bookkeeper,
            InstantSource clock) {
        this.jdbi = jdbi;
        this.attribution = attribution;
        this.keys = keys;
        this.marks = marks;
        this.bookkeeper = bookkeeper;
        this.clock = clock;
    }

    /** How many figures cannot be booked, and why the last of them. */
    record Outcome(int rejected, @Nullable String reason) {}

    Outcome book(List<MetricPoint> points) {
        var sessions = points.stream()
                .map(MetricRules::session)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        if (points.isEmpty()) {
            return new Outcome(0, null);
        }
        return jdbi.inTransaction(tx -> {
            var now = clock.instant();
            var export = MetricRules.reports(points, attribution.scheduled(tx, sessions), now);
            // Keys and marks in one order and before all that booking locks, so that two exports never wait in a
            // circle.
            var fresh = export.reports().stream()
                    .sorted(Comparator.comparing(Measured::key))
                    .flatMap(each -> fresh(tx, each, now).stream())
                    .toList();
            var entries = bookkeeper.book(tx, fresh.stream().map(Fresh::report).toList());
            for (int i = 0; i < fresh.size(); i++) {
                var each = fresh.get(i).measured();
                if (each.since() == null) {
                    keys.add(tx, each.key(), written(each), entries.get(i).priced(), now);
                }
            }
            return new Outcome(export.rejected(), export.reason());
        });
    }

    private record Fresh(Measured measured, Report report) {}

    /** What of it is not booked yet. */
    private Optional<Fresh> fresh(Handle tx, Measured measured, Instant now) {
        var since = measured.since();
        if (since != null) {
            return growth(tx, measured.usage(), since, now).map(usage -> new Fresh(measured, report(usage, now)));
        }
        return keys.find(tx, measured.key()).isPresent()
                ? Optional.empty()
                : Optional.of(new Fresh(measured, report(measured.usage(), now)));
    }

    private static Report report(UsageReported usage, Instant now) {
        return new Report(usage, AGENT, now, null);
    }

    private static String written(Measured measured) {
        return new String(Json.write(measured.usage()), StandardCharsets.UTF_8);
    }

    /** A process that takes a session up again counts from nothing: its sum has a mark of its own, by when it began. */
    private Optional<UsageReported> growth(Handle tx, UsageReported sum, long since, Instant now) {
        var key = new MarkStore.Key(AGENT + "@" + since, sum.session(), sum.model());
        var mark = Objects.requireNonNull(marks.lock(tx, List.of(key), now).get(key));
        var step = mark.upTo(sum);
        marks.save(tx, Map.of(key, step.after()), now);
        return step.after().equals(mark) ? Optional.empty() : Optional.of(step.difference());
    }
}
