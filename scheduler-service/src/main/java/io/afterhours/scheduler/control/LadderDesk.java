package io.afterhours.scheduler.control;

import com.fasterxml.jackson.databind.JsonNode;
import io.afterhours.foundation.http.Problem;
import io.afterhours.scheduler.audit.Audit;
import io.afterhours.scheduler.document.InvalidDocument;
import io.afterhours.scheduler.ladder.LadderReader;
import io.afterhours.scheduler.ladder.RungRate;
import io.afterhours.scheduler.retry.Ladder;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Shows the retry ladder with what became of its rungs, changes it, and takes changes back. */
@ApplicationScoped
public class LadderDesk {
    /** What was longer ago was another ladder, other agents, other work. */
    private static final Duration RATED = Duration.ofDays(90);

    private final LadderStore store;
    private final RungStore rungs;
    private final ControlStore control;
    private final Audit audit;
    private final InstantSource clock;

    LadderDesk(LadderStore store, RungStore rungs, ControlStore control, Audit audit, InstantSource clock) {
        this.store = store;
        this.rungs = rungs;
        this.control = control;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * How often a rung led to a finished build after a failure of one class.
     *
     * @param rate from 0 to 1; absent where there are too few cases to say
     */
    public record RateView(
            int rung,
            String after,
            long tried,
            long done,
            @Nullable Double rate) {}

    /**
     * How often rungs led to a finished build.
     *
     * @param least with fewer cases than this no rate is said
     */
    public record Rates(Instant since, int least, List<RateView> items) {}

    /**
     * The ladder and what is known of it.
     *
     * @param policy the one in force
     * @param waits the waits of that policy; where there are any, they count instead of the ladder's
     */
    public record Shown(Ladder ladder, PolicyStore.Version version, String policy, List<Duration> waits, Rates rates) {}

    Shown shown(Handle tx) {
        var since = clock.instant().minus(RATED);
        var policy = control.read(tx).policy();
        return new Shown(
                store.inForce(tx),
                store.versions(tx).getFirst(),
                policy.name(),
                policy.retryWaits(),
                new Rates(
                        since,
                        RungRate.LEAST,
                        rungs.rates(tx, since).stream().map(LadderDesk::view).toList()));
    }

    /**
     * The ladder that a document from outside describes.
     *
     * @throws Problem 400 with every fault of it
     */
    static Ladder described(JsonNode document) {
        try {
            return LadderReader.read(document);
        } catch (InvalidDocument e) {
            throw Faults.of(e, "");
        }
    }

    void save(Handle tx, Ladder ladder, String by, @Nullable String note) {
        var version = store.save(tx, ladder, by, note, clock.instant());
        audit.note(tx, by, "change ladder", "ladder", note, "version " + version);
    }

    /** Lets the ladder say again what it said in a version; the one before the latest where none is named. */
    void rollback(Handle tx, @Nullable Integer version, String by) {
        var versions = store.versions(tx);
        if (version == null && versions.size() < 2) {
            throw Problem.conflict("wrong-state", "The ladder was never changed.");
        }
        var wanted = version != null ? version : versions.get(1).version();
        var ladder =
                store.version(tx, wanted).orElseThrow(() -> Problem.notFound("version of the ladder", "" + wanted));
        save(tx, ladder, by, "back to version " + wanted);
    }

    private static RateView view(RungRate rate) {
        return new RateView(rate.rung(), rate.after().word(), rate.tried(), rate.done(), rate.rate());
    }
}
