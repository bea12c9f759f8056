package io.afterhours.scheduler.dispatch;

import io.afterhours.contracts.agent.BuildRequested;
import io.afterhours.contracts.runner.AttemptFinished;
import io.afterhours.contracts.runner.AttemptTaken;
import io.afterhours.contracts.runner.Failure;
import io.afterhours.contracts.runner.RunnerReported;
import io.afterhours.foundation.outbox.OutboxRelay;
import io.afterhours.foundation.sql.Databases;
import io.afterhours.scheduler.clearance.SafetyConfig;
import io.afterhours.scheduler.queue.Build;
import io.afterhours.scheduler.queue.BuildId;
import io.afterhours.scheduler.queue.BuildStore;
import io.afterhours.scheduler.queue.Intake;
import io.afterhours.scheduler.runner.RunnerStore;
import io.afterhours.testkit.SettableClock;
import io.afterhours.testkit.TestDatabase;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.lang.reflect.Constructor;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** One scheduler's shells over a real database, put together by hand: nothing turns their cranks but the test. */
public final class Workbench {
    /** The runner that takes whatever is dispatched here. */
    static final String RUNNER = "runner-1";

    private final TestDatabase database;
    private final Jdbi jdbi;
    private final SettableClock clock;
    private final Map<Class<?>, Object> parts = new HashMap<>();

    private Workbench(TestDatabase database, SettableClock clock) {
        this.database = database;
        this.clock = clock;
        this.jdbi = Databases.configured(Jdbi.create(pool(database)));
        parts.put(Jdbi.class, jdbi);
        parts.put(InstantSource.class, clock);
        parts.put(OutboxRelay.class, silentRelay());
        parts.put(SafetyConfig.class, mapped(SafetyConfig.class, Map.of("afterhours.safety.enabled", "false")));
    }

    /** A scheduler on a fresh database, with a policy that is always open and a runner with as many slots. */
    public static Workbench open(int slots) {
        var bench = new Workbench(
                TestDatabase.migrated("db/foundation", "db/migration"), SettableClock.at("2026-11-21T20:00:00Z"));
        bench.jdbi.useTransaction(tx -> {
            tx.execute(
                    "insert into policy (name, body, changed_by) values ('always', ?, 'test')", """
                            {"name":"always","bands":[{"name":"always","from":"00:00","to":"24:00","slots":%d}],"retryWaits":["0s","0s"]}""".formatted(slots));
            tx.execute("update control set policy = 'always'");
            bench.get(RunnerStore.class)
                    .seen(
                            tx,
                            RUNNER,
                            new RunnerReported("default", slots, 0, "ready", List.of(), List.of("shell"), "test"));
            tx.execute("update runner set last_seen = clock_timestamp() + interval '1 day'");
        });
        return bench;
    }

    /** The same, but that tasks are looked at before they start; elsewhere tests give builds whatever titles they like. */
    public static Workbench watchful(int slots) {
        var bench = open(slots);
        bench.parts.remove(SafetyConfig.class);
        bench.parts.keySet().removeIf(each -> each.getPackageName().endsWith(".clearance"));
        return bench;
    }

    /** The settings of one part; to be made before anything that reads them. */
    void configure(Class<?> config, Map<String, String> settings) {
        parts.put(config, mapped(config, settings));
    }

    /** Another scheduler on the same database. */
    Workbench replica() {
        return new Workbench(database, clock);
    }

    /** Another scheduler on the same database, whose safety checks go by these settings. */
    Workbench replica(Map<String, String> safety) {
        var replica = replica();
        replica.configure(SafetyConfig.class, safety);
        return replica;
    }

    public Jdbi jdbi() {
        return jdbi;
    }

    public SettableClock clock() {
        return clock;
    }

    /** The one object of that class, made with all it needs. */
    public <T> T get(Class<T> type) {
        var known = parts.get(type);
        if (known == null) {
            known = type.isInterface() ? defaults(type) : made(type);
            parts.put(type, known);
        }
        return type.cast(known);
    }

    public Build queue(BuildRequested request) {
        return jdbi.inTransaction(
                tx -> get(Intake.class).take(tx, request, "test").build());
    }

    Build queue(String title) {
        return queue(BuildRequested.titled(title));
    }

    /** Queues so many builds that a person has to agree to first, before all others. */
    public void waitForConsent(int count) {
        var first = queue("Ask me");
        jdbi.useTransaction(tx -> {
            tx.execute(
                    "update build set approval = 'needed', score = score + 1000000 where number = ?",
                    first.id().number());
            tx.execute("""
                    insert into build (title, prompt, priority, category, kind, impact, effort, approval, score, created_at, tags,
                      created_by, minutes_p50, minutes_p90, cost_p50, cost_p90, estimate_source)
                    select title || ' ' || n, prompt, priority, category, kind, impact, effort, approval, score, created_at, tags,
                      created_by, minutes_p50, minutes_p90, cost_p50, cost_p90, estimate_source
                    from build, generate_series(2, ?) n where number = ?""", count, first.id().number());
        });
    }

    /** Plans. */
    public Dispatcher.Outcome dispatch() {
        return get(Dispatcher.class).dispatchOnce();
    }

    public Build build(BuildId id) {
        return jdbi.inTransaction(tx -> get(BuildStore.class).find(tx, id).orElseThrow());
    }

    public Attempt live(BuildId id) {
        return jdbi.inTransaction(tx -> get(AttemptStore.class).live(tx, id).orElseThrow());
    }

    Attempt attempt(String session) {
        return jdbi.inTransaction(
                tx -> get(AttemptStore.class).find(tx, session).orElseThrow());
    }

    /** The runner takes an attempt. */
    public void taken(Attempt attempt) {
        jdbi.useTransaction(tx -> get(AttemptKeeper.class)
                .taken(
                        tx,
                        RUNNER,
                        new AttemptTaken(
                                attempt.session(), attempt.build().toString(), attempt.number(), attempt.fence())));
    }

    /** The runner says how an attempt ended. */
    public void finished(Attempt attempt, @Nullable Failure failure) {
        jdbi.useTransaction(tx -> get(AttemptKeeper.class).finished(tx, RUNNER, result(attempt, failure)));
    }

    AttemptFinished result(Attempt attempt, @Nullable Failure failure) {
        return new AttemptFinished(
                attempt.session(),
                attempt.build().toString(),
                attempt.number(),
                attempt.fence(),
                failure == null,
                failure,
                "done",
                null,
                List.of(),
                false,
                clock.instant(),
                clock.instant());
    }

    /** Nothing is heard of these live attempts until their lease is over. */
    void silence() {
        jdbi.useHandle(
                handle -> handle.execute(
                        "update attempt set lease_until = clock_timestamp() - interval '1 millisecond' where ended_at is null"));
    }

    long count(String sql) {
        return jdbi.withHandle(
                handle -> handle.createQuery(sql).mapTo(Long.class).one());
    }

    private Object made(Class<?> type) {
        var constructor = type.getDeclaredConstructors()[0];
        return made(
                constructor,
                Stream.of(constructor.getParameterTypes()).map(this::get).toArray());
    }

    private static Object made(Constructor<?> constructor, @Nullable Object... arguments) {
        try {
            constructor.setAccessible(true);
            return constructor.newInstance(arguments);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(constructor.toString(), e);
        }
    }

    private static Object defaults(Class<?> config) {
        return mapped(config, Map.of());
    }

    private static Object mapped(Class<?> config, Map<String, String> settings) {
        return Objects.requireNonNull(new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withDefaultValues(settings)
                .withMapping(config)
                .build()
                .getConfigMapping(config));
    }

    /** What is in the outbox stays there to be counted. */
    private OutboxRelay silentRelay() {
        return (OutboxRelay) made(
                OutboxRelay.class.getDeclaredConstructors()[0],
                jdbi,
                null,
                new SimpleMeterRegistry(),
                "scheduler",
                false,
                List.of());
    }

    /** Closes by itself what nobody uses: nobody is told when a test is over, and the server takes only so many connections. */
    private static DataSource pool(TestDatabase database) {
        try {
            return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                    .connectionPoolConfiguration(pool -> pool.maxSize(10)
                            .reapTimeout(Duration.ofSeconds(5))
                            .acquisitionTimeout(Duration.ofSeconds(30))
                            .connectionFactoryConfiguration(connections -> connections
                                    .jdbcUrl(database.jdbcUrl())
                                    .principal(new NamePrincipal(database.user()))
                                    .credential(new SimplePassword(database.password())))));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
