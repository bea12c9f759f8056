package io.afterhours.cost.usage;

import io.afterhours.contracts.Json;
import io.afterhours.contracts.agent.UsageReported;
import io.afterhours.cost.attribution.AttributionStore;
import io.afterhours.cost.usage.MetricRules.Measured;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
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
                if (each.sums().isEmpty()) {
                    keys.add(tx, each.key(), written(each), entries.get(i).priced(), now);
                }
            }
            return new Outcome(export.rejected(), export.reason());
        });
    }

    private record Fresh(Measured measured, Report report) {}

    /** What of it is not booked yet. */
    private Optional<Fresh> fresh(Handle tx, Measured measured, Instant now) {
        if (!measured.sums().isEmpty()) {
            return growth(tx, measured, now).map(usage -> new Fresh(measured, report(usage, now)));
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

    /** What the sums grew since they were booked, together; nothing where none of them did. */
    private Optional<UsageReported> growth(Handle tx, Measured measured, Instant now) {
        var usage = measured.usage();
        var keys = new TreeMap<Long, MarkStore.Key>();
        measured.sums().forEach((since, _) -> keys.put(since, key(usage, since)));
        var booked = marks.lock(tx, keys.values(), now);
        var grown = Sum.NONE;
        for (var each : measured.sums().entrySet()) {
            var key = Objects.requireNonNull(keys.get(each.getKey()));
            var before = sum(Objects.requireNonNull(booked.get(key)));
            var beyond = each.getValue().beyond(before);
            var after = before.plus(beyond);
            booked.put(key, new Mark(after.tokens(), after.cost()));
            grown = grown.plus(beyond);
        }
        marks.save(tx, booked, now);
        return grown.isNothing() ? Optional.empty() : Optional.of(grown.in(usage));
    }

    private static Sum sum(Mark mark) {
        return new Sum(mark.tokens(), Objects.requireNonNullElse(mark.cost(), BigDecimal.ZERO));
    }

    private static MarkStore.Key key(UsageReported usage, long since) {
        return new MarkStore.Key(AGENT + "@" + since, usage.session(), usage.model());
    }
}
