package io.afterhours.scheduler.calibration;

import io.afterhours.contracts.Json;
import io.afterhours.scheduler.estimate.Experience;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The table {@code experience}. */
@ApplicationScoped
public class ExperienceStore {
    Experience of(Handle tx, String kind) {
        return tx.createQuery("select body from experience where kind = :kind")
                .bind("kind", kind)
                .mapTo(String.class)
                .findOne()
                .map(ExperienceStore::read)
                .orElseGet(() -> Experience.none(kind));
    }

    List<Experience> all(Handle tx) {
        return tx.createQuery("select body from experience order by kind")
                .mapTo(String.class)
                .map(ExperienceStore::read)
                .list();
    }

    void keep(Handle tx, Experience experience, Instant at) {
        tx.createUpdate("""
                        insert into experience (kind, body, learned_at) values (:kind, :body, :at)
                        on conflict (kind) do update set body = excluded.body, learned_at = excluded.learned_at""")
                .bind("kind", experience.kind())
                .bind("body", new String(Json.write(experience), StandardCharsets.UTF_8))
                .bind("at", at)
                .execute();
    }

    private static Experience read(String body) {
        return Json.read(body.getBytes(StandardCharsets.UTF_8), Experience.class);
    }
}
