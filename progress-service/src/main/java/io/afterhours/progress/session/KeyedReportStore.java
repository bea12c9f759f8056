package io.afterhours.progress.session;

import io.afterhours.contracts.Json;
import io.afterhours.contracts.agent.ProgressReported;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/** Reports that came over HTTP under a key, so that the same key is the same report. */
@ApplicationScoped
public class KeyedReportStore {
    /** Whether the key is new; waits for a transaction that is adding it at the same time. */
    boolean add(Handle tx, String key, ProgressReported report, Instant at) {
        return tx.createUpdate("""
                        insert into keyed_report (key, report, session, at)
                        values (:key, :report::jsonb, :session, :at) on conflict do nothing""")
                        .bind("key", key)
                        .bind("report", written(report))
                        .bind("session", report.session())
                        .bind("at", at)
                        .execute()
                == 1;
    }

    boolean isSame(Handle tx, String key, ProgressReported report) {
        return tx.createQuery("select report = :report::jsonb from keyed_report where key = :key")
                .bind("key", key)
                .bind("report", written(report))
                .mapTo(Boolean.class)
                .one();
    }

    private static String written(ProgressReported report) {
        return new String(Json.write(report), StandardCharsets.UTF_8);
    }
}
