package io.afterhours.scheduler.control;

import io.afterhours.scheduler.ladder.LadderReader;
import io.afterhours.scheduler.ladder.LadderWriter;
import io.afterhours.scheduler.retry.Ladder;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The table {@code ladder_version}: the retry ladder as it is and was; how it ships is there without a row. */
@ApplicationScoped
public class LadderStore {
    /** The ladder that counts, with its own waits. */
    public Ladder inForce(Handle tx) {
        return tx.createQuery("select body from ladder_version order by version desc limit 1")
                .mapTo(String.class)
                .findOne()
                .map(LadderStore::read)
                .orElseGet(Ladder::standard);
    }

    /** Lets the ladder say this from now on; what it said before is kept. Returns the number of the version. */
    int save(Handle tx, Ladder ladder, String by, @Nullable String note, Instant now) {
        // Whoever saves at the same time waits, for two versions may not have one number.
        tx.execute("select 1 from control for update");
        return tx.createQuery("""
                        insert into ladder_version (version, body, changed_at, changed_by, note)
                        select coalesce(max(version), 0) + 1, :body, :now, :by, :note from ladder_version returning version""")
                .bind("body", LadderWriter.write(ladder).toString())
                .bind("now", now)
                .bind("by", by)
                .bind("note", note)
                .mapTo(Integer.class)
                .one();
    }

    /** What the ladder says and said, newest first; the last is how it ships. */
    List<PolicyStore.Version> versions(Handle tx) {
        var versions = new ArrayList<>(
                tx.createQuery("select version, changed_at, changed_by, note from ladder_version order by version desc")
                        .map((rows, _) -> PolicyStore.Version.of(rows))
                        .list());
        versions.add(PolicyStore.Version.AS_IT_SHIPS);
        return versions;
    }

    /** What the ladder said in a version. */
    Optional<Ladder> version(Handle tx, int version) {
        return version == 0
                ? Optional.of(Ladder.standard())
                : tx.createQuery("select body from ladder_version where version = :version")
                        .bind("version", version)
                        .mapTo(String.class)
                        .findOne()
                        .map(LadderStore::read);
    }

    private static Ladder read(String body) {
        return LadderReader.read(body.getBytes(StandardCharsets.UTF_8));
    }
}
