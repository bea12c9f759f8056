package io.afterhours.cost.total;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.cost.attribution.AttributionStore;
import io.afterhours.cost.attribution.Claim;
import io.afterhours.cost.ledger.Entry;
import io.afterhours.cost.ledger.LedgerStore;
import io.afterhours.cost.period.Period;
import io.afterhours.cost.price.Basis;
import io.afterhours.cost.price.Money;
import io.afterhours.cost.price.Priced;
import io.afterhours.cost.price.Tokens;
import io.afterhours.foundation.sql.ArrayOf;
import io.afterhours.foundation.sql.Databases;
import io.afterhours.testkit.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TotalStoreTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant EVENING = Instant.parse("2026-11-21T20:00:00Z");
    private static final String NONE = "(none)";

    private final TestDatabase database = TestDatabase.migrated("db/foundation", "db/migration");
    private final Jdbi jdbi =
            Databases.configured(Jdbi.create(database.jdbcUrl(), database.user(), database.password()));
    private final LedgerStore ledger = new LedgerStore();
    private final TotalStore totals = new TotalStore();

    @ParameterizedTest
    @EnumSource(Period.class)
    void tile_and_table_and_ledger_are_the_same(Period period) {
        aMonthOfWork();
        var span = period.around(EVENING, BERLIN);

        var tile = jdbi.withHandle(handle -> totals.spent(handle, span));
        var ledgers = jdbi.withHandle(handle -> handle.createQuery("""
                        select coalesce(sum(cost_nanos), 0)::int8 from usage
                        where occurred_at >= :start and occurred_at < :end""")
                .bind("start", span.start())
                .bind("end", span.end())
                .mapTo(Long.class)
                .one());

        assertThat(tile.nanos()).isEqualTo(ledgers).isPositive();
        for (var by : List.of(By.BUILD, By.AGENT, By.MODEL, By.SESSION, By.KIND, By.DAY, By.BASIS)) {
            assertThat(groups(span, by).values().stream()
                            .mapToLong(Money::nanos)
                            .sum())
                    .as("by " + by.word())
                    .isEqualTo(ledgers);
        }
    }

    @Test
    void groups_by_what_the_scheduler_says_and_else_by_what_reports_say() {
        build("B-1", 1, "landing-page", "atlas", "revenue");
        attribute("s-1", "B-1", "claude");
        jdbi.useTransaction(tx -> new AttributionStore().claim(tx, List.of(new Claim("s-2", "B-2"))));
        book(entry("s-1", "runner-1", 10L), entry("s-2", "builder", 20L), entry("s-3", "builder", 40L));
        var span = Period.DAY.around(EVENING, BERLIN);

        assertThat(groups(span, By.BUILD))
                .isEqualTo(Map.of("B-1", new Money(10), "B-2", new Money(20), NONE, new Money(40)));
        assertThat(groups(span, By.AGENT)).isEqualTo(Map.of("claude", new Money(10), "builder", new Money(60)));
        assertThat(groups(span, By.KIND)).isEqualTo(Map.of("landing-page", new Money(10), NONE, new Money(60)));
        assertThat(groups(span, By.TAG))
                .isEqualTo(Map.of("atlas", new Money(10), "revenue", new Money(10), NONE, new Money(60)));
        assertThat(groups(span, By.SESSION))
                .isEqualTo(Map.of("s-1", new Money(10), "s-2", new Money(20), "s-3", new Money(40)));
    }

    @Test
    void attributes_what_was_used_before_the_build_was_known() {
        book(entry("s-1", "runner-1", 10L));
        var span = Period.DAY.around(EVENING, BERLIN);
        assertThat(groups(span, By.BUILD)).isEqualTo(Map.of(NONE, new Money(10)));

        attribute("s-1", "B-1", null);

        assertThat(groups(span, By.BUILD)).isEqualTo(Map.of("B-1", new Money(10)));
    }

    @Test
    void puts_the_dearest_first_and_stops_at_the_limit() {
        book(entry("s-1", "a", 10L), entry("s-2", "a", 30L), entry("s-3", "a", 20L));
        var span = Period.DAY.around(EVENING, BERLIN);

        var dearest = read(handle -> totals.groups(handle, span, By.SESSION, 2));
        assertThat(dearest).extracting(TotalStore.Group::key).containsExactly("s-2", "s-3");
    }

    @Test
    void has_no_cost_where_nothing_is_known() {
        book(entry("s-1", "a", null), entry("s-2", "a", null), entry("s-2", "a", 7L));
        var span = Period.DAY.around(EVENING, BERLIN);

        var sessions = jdbi.withHandle(handle -> totals.groups(handle, span, By.SESSION, 10)).stream()
                .collect(Collectors.toMap(TotalStore.Group::key, TotalStore.Group::sums));

        assertThat(sessions.get("s-1")).satisfies(sums -> {
            assertThat(sums.cost()).isNull();
            assertThat(sums.unknownCalls()).isEqualTo(1);
        });
        assertThat(sessions.get("s-2")).satisfies(sums -> {
            assertThat(sums.cost()).isEqualTo(new Money(7));
            assertThat(sums.unknownCalls()).isEqualTo(1);
        });
        var unknown = read(handle -> totals.unknown(handle, span));
        assertThat(unknown).isEqualTo(new TotalStore.Unknown(2, List.of("secret-1")));
    }

    @Test
    void sums_a_build_over_all_its_sessions_and_days() {
        attribute("s-1", "B-1", "claude");
        attribute("s-2", "B-1", "claude");
        book(entry("s-1", "runner-1", 10L), at("2026-10-30T10:00:00Z", entry("s-1", "runner-1", 5L)));
        book(entry("s-2", "runner-1", 20L), entry("s-2", "runner-2", null));

        var costs = read(handle -> totals.sessions(handle, List.of("s-1", "s-2", "s-9")));
        assertThat(costs)
                .containsExactly(
                        new TotalStore.SessionCost("s-1", "claude", "B-1", 15, 0, 35L),
                        new TotalStore.SessionCost("s-2", "claude", "B-1", 20, 1, 35L));
        var builds = read(handle -> totals.builds(handle, List.of("B-1", "B-9")));
        assertThat(builds)
                .singleElement()
                .satisfies(group -> assertThat(group.sums().cost()).isEqualTo(new Money(35)));
    }

    @Test
    void splits_by_day_and_by_how_costs_came_about() {
        book(entry("s-1", "a", 10L), entry("s-1", "a", null), at("2026-11-20T20:00:00Z", entry("s-1", "a", 5L)));
        var week = Period.WEEK.around(EVENING, BERLIN);

        assertThat(groups(week, By.DAY)).isEqualTo(Map.of("2026-11-20", new Money(5), "2026-11-21", new Money(10)));
        assertThat(groups(week, By.BASIS)).isEqualTo(Map.of("computed", new Money(15), "unknown", Money.ZERO));
    }

    @Test
    void a_finished_build_costs_what_all_its_attempts_did_on_whatever_day() {
        book(at("2026-11-18T10:00:00Z", entry("s-1", "a", 10L)), entry("s-2", "a", 20L), entry("s-3", "a", 7L));
        List.of("B-1", "B-2", "B-3", "B-4").forEach(id -> build(id, 1, "other"));
        attribute("s-1", "B-1", null);
        attribute("s-2", "B-1", null);
        attribute("s-3", "B-2", null);
        attribute("s-4", "B-3", null);
        finish("B-1", EVENING);
        finish("B-2", EVENING);
        finish("B-4", EVENING.minus(Duration.ofDays(1)));
        var today = Period.DAY.around(EVENING, BERLIN);

        var finished = read(handle -> totals.finished(handle, today));

        assertThat(finished).isEqualTo(new Figures.Finished(2, new Money(37)));
        assertThat(finished.average()).isEqualTo(new Money(19));
        assertThat(new Figures.Finished(0, Money.ZERO).average()).isNull();
    }

    @Test
    void failed_work_is_what_sessions_spent_that_finished_nothing() {
        book(entry("s-1", "a", 10L), entry("s-2", "a", 20L), entry("s-3", "a", 40L), entry("s-4", "a", 80L));
        List.of("s-1", "s-2", "s-3").forEach(session -> attribute(session, "B-1", null));
        jdbi.useHandle(handle -> handle.execute("update session set failed = true where session in ('s-1', 's-3')"));

        var today = Period.DAY.around(EVENING, BERLIN);
        var yesterday = Period.DAY.around(EVENING.minus(Duration.ofDays(1)), BERLIN);
        Money failed = read(handle -> totals.failed(handle, today));
        Money before = read(handle -> totals.failed(handle, yesterday));
        assertThat(failed).isEqualTo(new Money(50));
        assertThat(before).isEqualTo(Money.ZERO);
    }

    private void finish(String build, Instant at) {
        jdbi.useHandle(
                handle -> handle.execute("update build set state = 'finished', ended_at = ? where id = ?", at, build));
    }

    private void aMonthOfWork() {
        build("B-1", 1, "landing-page", "atlas");
        attribute("s-1", "B-1", "claude");
        var nanos = 1L;
        for (var at = Instant.parse("2026-10-30T00:00:00Z");
                at.isBefore(Instant.parse("2026-12-02T00:00:00Z"));
                at = at.plusSeconds(5_000)) {
            nanos = nanos * 3 % 1_000_003;
            book(
                    at(at.toString(), entry("s-" + nanos % 5, "agent-" + nanos % 3, nanos)),
                    at(at.toString(), entry("s-unknown", "agent-1", null)));
        }
    }

    @Test
    void knows_what_was_booked_in_the_last_minute_that_something_was() {
        book(receivedAt("2026-11-21T20:00:00Z", entry("s-before", "builder", 1L)));
        book(
                receivedAt("2026-11-21T20:00:30Z", entry("s-late", "builder", 1L)),
                receivedAt("2026-11-21T20:01:10Z", entry("s-last", "builder", 1L)),
                receivedAt("2026-11-21T20:01:10Z", entry("s-last", "builder", 1L)));

        assertThat(read(totals::lastBooked)).containsExactlyInAnyOrder("s-late", "s-last");
    }

    private Map<String, Money> groups(io.afterhours.cost.period.Span span, By by) {
        return jdbi.withHandle(handle -> totals.groups(handle, span, by, 1_000)).stream()
                .collect(Collectors.toMap(
                        group -> group.key() == null ? NONE : group.key(),
                        group -> group.sums().known()));
    }

    private void book(Entry... entries) {
        jdbi.useTransaction(tx -> ledger.book(tx, List.of(entries), BERLIN));
    }

    private void build(String id, long version, String kind, String... tags) {
        jdbi.useHandle(handle -> handle.createUpdate(
                        "insert into build (id, version, kind, tags) values (:id, :version, :kind, :tags)")
                .bind("id", id)
                .bind("version", version)
                .bind("kind", kind)
                .bind("tags", ArrayOf.texts(List.of(tags)))
                .execute());
    }

    private void attribute(String session, String build, @Nullable String agent) {
        jdbi.useHandle(handle -> handle.createUpdate(
                        "insert into session (session, build, agent, claimed) values (:session, :build, :agent, false)")
                .bind("session", session)
                .bind("build", build)
                .bind("agent", agent)
                .execute());
    }

    private static Entry at(String at, Entry entry) {
        return at(Instant.parse(at), entry.receivedAt(), entry);
    }

    private static Entry receivedAt(String at, Entry entry) {
        return at(entry.occurredAt(), Instant.parse(at), entry);
    }

    private static Entry at(Instant occurredAt, Instant receivedAt, Entry entry) {
        return new Entry(
                occurredAt,
                receivedAt,
                entry.agent(),
                entry.session(),
                entry.build(),
                entry.model(),
                entry.task(),
                entry.tokens(),
                entry.said(),
                entry.priced(),
                entry.sequence());
    }

    private static Entry entry(String session, String agent, @Nullable Long nanos) {
        return new Entry(
                EVENING,
                EVENING,
                agent,
                session,
                null,
                nanos == null ? "secret-1" : "claude-sonnet-4-5",
                null,
                new Tokens(10, 20, 30, 40, 50),
                nanos == null ? Priced.UNKNOWN : new Priced(new Money(nanos), Basis.COMPUTED),
                null);
    }

    private <T> T read(Function<Handle, T> question) {
        return jdbi.withHandle(question::apply);
    }
}
