package io.afterhours.scheduler.calibration;

import io.afterhours.foundation.sql.Databases;
import io.afterhours.scheduler.dispatch.DispatchConfig;
import io.afterhours.testkit.SettableClock;
import io.afterhours.testkit.TestDatabase;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Objects;
import org.jdbi.v3.core.Jdbi;

/** A scheduler's database with builds and attempts as if they had happened, and the learner over it. */
final class History {
    final SettableClock clock = SettableClock.at("2026-11-21T20:00:00Z");
    final ExperienceStore experiences = new ExperienceStore();
    final OutcomeStore outcomes = new OutcomeStore();
    final ReportStore reports = new ReportStore();
    final Jdbi jdbi;
    final Estimator estimator = new Estimator(experiences, config(), clock);
    final Learner learner;
    private int sessions;

    History() {
        var database = TestDatabase.migrated("db/foundation", "db/migration");
        jdbi = Databases.configured(Jdbi.create(database.jdbcUrl(), database.user(), database.password()));
        learner = new Learner(jdbi, outcomes, experiences, new WaitingStore(), estimator, clock);
    }

    /** Another scheduler's memory on the same database. */
    Estimator replica() {
        return new Estimator(experiences, config(), clock);
    }

    /** A build with the estimate 30 to 45 minutes and $1 to $2; returns its number. */
    long build(String kind, String state) {
        return jdbi.withHandle(tx -> tx.createQuery("""
                        insert into build (title, prompt, priority, category, kind, impact, effort, approval, state, score,
                          created_at, created_by, ended_at, minutes_p50, minutes_p90, cost_p50, cost_p90, estimate_source)
                        values ('Build ' || gen_random_uuid(), 'Do it', 'high', 'bug fix', :kind, 5, interval '1 hour',
                          'not-needed', :state, 1, now(), 'alice', case when :state = 'finished' then now() end, 30, 45,
                          1000000000, 2000000000, 'table') returning number""")
                .bind("kind", kind)
                .bind("state", state)
                .mapTo(Long.class)
                .one());
    }

    /** An attempt that ended after all before it; returns its session. */
    String ended(long build, String state, double minutes) {
        var session = "s-" + ++sessions;
        jdbi.useHandle(tx -> tx.createUpdate("""
                        insert into attempt (build, number, session, state, fence, lease_until, pool, agent, dispatched_at,
                          started_at, ended_at)
                        values (:build, 1, :session, :state, nextval('fence'), now(), 'default', 'claude', :end - make_interval(secs => :seconds),
                          :end - make_interval(secs => :seconds), :end)""")
                .bind("build", build)
                .bind("session", session)
                .bind("state", state)
                .bind("end", clock.instant().plusSeconds(sessions))
                .bind("seconds", minutes * 60)
                .execute());
        return session;
    }

    /** A build of that kind that finished; returns its session. */
    String finished(String kind, double minutes) {
        return ended(build(kind, "finished"), "succeeded", minutes);
    }

    /** An attempt that runs; returns its session. */
    String running(long build) {
        var session = "s-" + ++sessions;
        jdbi.useHandle(tx -> tx.createUpdate("""
                        insert into attempt (build, number, session, state, fence, lease_until, pool, agent, dispatched_at)
                        values (:build, 1, :session, 'running', nextval('fence'), now(), 'default', 'claude', now())""")
                .bind("build", build)
                .bind("session", session)
                .execute());
        return session;
    }

    long number(String sql) {
        return jdbi.withHandle(tx -> tx.createQuery(sql).mapTo(Long.class).one());
    }

    private static DispatchConfig config() {
        return Objects.requireNonNull(new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(DispatchConfig.class)
                .build()
                .getConfigMapping(DispatchConfig.class));
    }
}
