package io.afterhours.foundation.sql;

import io.afterhours.foundation.time.Jobs;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Removes what is older than it needs to be from the tables that every service has, a bounded number of rows at a time. */
@ApplicationScoped
public class RetentionLoop {
    private static final Logger LOG = Logger.getLogger(RetentionLoop.class);
    private static final Duration AFTER_START = Duration.ofMinutes(3);
    private static final Duration EVERY = Duration.ofMinutes(10);
    private static final int MOST = 20_000;

    private final Jdbi jdbi;
    private final RetentionConfig config;

    RetentionLoop(Jdbi jdbi, RetentionConfig config) {
        this.jdbi = jdbi;
        this.config = config;
    }

    void start(@Observes StartupEvent event, Jobs jobs) {
        jobs.after(AFTER_START, EVERY, "clean-up", this::run);
    }

    private void run() {
        int removed = runOnce();
        if (removed > 0) {
            LOG.infof("%d rows were older than is kept", removed);
        }
    }

    /** Removes once; returns how many rows that were. */
    public int runOnce() {
        return jdbi.inTransaction(tx -> remove(tx, """
                        delete from outbox where seq in (select seq from outbox
                          where sent_at < now() - make_interval(secs => :seconds) limit :most)""", config.outbox())
                + remove(tx, """
                        delete from outbox where seq in (select seq from outbox
                          where refused is not null and created_at < now() - make_interval(secs => :seconds)
                          limit :most)""", config.quarantine())
                + remove(tx, """
                        delete from inbox where ctid = any(array(select ctid from inbox
                          where received_at < now() - make_interval(secs => :seconds) limit :most))""", config.inbox())
                + remove(tx, """
                        delete from quarantine where id in (select id from quarantine
                          where added_at < now() - make_interval(secs => :seconds) limit :most)""", config.quarantine()));
    }

    private static int remove(Handle tx, String sql, Duration age) {
        return tx.createUpdate(sql)
                .bind("seconds", (double) age.toSeconds())
                .bind("most", MOST)
                .execute();
    }
}
