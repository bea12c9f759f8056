package io.afterhours.scheduler.queue;

import io.afterhours.scheduler.dispatch.FactsReader;
import io.afterhours.scheduler.dispatch.NextPass;
import io.afterhours.scheduler.dispatch.Places;
import io.afterhours.scheduler.escalation.Escalations;
import io.afterhours.scheduler.life.Life;
import io.afterhours.scheduler.planning.Company;
import io.afterhours.scheduler.planning.DeadlineRules.Missed;
import io.afterhours.scheduler.planning.PlanningRules;
import io.afterhours.scheduler.planning.Verdict;
import io.afterhours.scheduler.queue.ExpectedEnds.Expected;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Says of any build why it is not running, or that it is; asked for when somebody looks, from the facts of that moment. */
@ApplicationScoped
public class Verdicts {
    private final FactsReader facts;
    private final Escalations escalations;
    private final Places places;
    private final NextPass nextPass;
    private final ExpectedEnds ends;
    private final InstantSource clock;

    Verdicts(
            FactsReader facts,
            Escalations escalations,
            Places places,
            NextPass nextPass,
            ExpectedEnds ends,
            InstantSource clock) {
        this.facts = facts;
        this.escalations = escalations;
        this.places = places;
        this.nextPass = nextPass;
        this.ends = ends;
        this.clock = clock;
    }

    /**
     * A verdict as it is shown.
     *
     * @param late whether the build should miss its deadline, or did; the text says so too
     */
    public record View(String code, String text, @Nullable Instant until, boolean late) {
        /** @param missed absent where the deadline should be kept, or there is none */
        static View of(Verdict verdict, String text, @Nullable Missed missed, Instant now, ZoneId zone) {
            return new View(
                    verdict.code().word(),
                    missed == null ? text : text + " " + missed.text(now, zone),
                    verdict.until().orElse(null),
                    missed != null);
        }
    }

    /** What is said of a build, and when it should be done. */
    record Said(View verdict, Expected end) {}

    /** The verdict on a build, with its place among those that wait for the same hours and slots. */
    Said said(Handle tx, Build build) {
        var now = clock.instant();
        var judged = judge(tx, List.of(build), now);
        var place = judged.facts().candidates().stream()
                .findFirst()
                .flatMap(candidate -> places.of(tx, judged.about(), candidate, judged.contest(build), now))
                .orElse(null);
        return judged.said(build, place);
    }

    /** The verdict on each of the builds, in their order; their places are counted less far than that of one build. */
    List<Said> said(Handle tx, List<Build> builds) {
        var now = clock.instant();
        var judged = judge(tx, builds, now);
        var verdicts = new HashMap<String, Verdict>();
        builds.forEach(each -> verdicts.put(each.id().toString(), judged.contest(each)));
        var standing = places.of(tx, judged.about(), verdicts, now);
        return builds.stream()
                .map(each -> judged.said(each, standing.get(each.id().toString())))
                .toList();
    }

    /** As {@link #said}, without when it should be done. */
    public View of(Handle tx, Build build) {
        return said(tx, build).verdict();
    }

    /** As {@link #said}, without when they should be done. */
    public List<View> of(Handle tx, List<Build> builds) {
        return said(tx, builds).stream().map(Said::verdict).toList();
    }

    /**
     * A deadline that a build cannot keep any more.
     *
     * @param why the verdict on the build, and how it misses its deadline
     */
    public record Lost(Build build, String why) {}

    /** Those of the builds that wait and can no longer keep their deadlines, as far as clock, policy and estimates go. */
    public List<Lost> lost(Handle tx, List<Build> waiting) {
        var now = clock.instant();
        var judged = judge(tx, waiting, now);
        var zone = judged.facts().policy().zone();
        return waiting.stream()
                .flatMap(build -> judged.lost(build).stream()
                        .map(missed ->
                                new Lost(build, judged.of(build).text(now, zone) + " " + missed.text(now, zone))))
                .toList();
    }

    private Judged judge(Handle tx, List<Build> builds, Instant now) {
        var waiting = builds.stream()
                .filter(each -> each.life() instanceof Life.Waiting)
                .toList();
        var read = facts.about(tx, waiting);
        var about = read.with(ends.told(tx, read.facts()));
        var alone = PlanningRules.each(about.facts(), now);
        var crowded = crowded(tx, about, alone, now);
        var asking = builds.stream()
                .filter(each -> each.life() instanceof Life.Escalated
                        || alone.get(each.id().toString()) instanceof Verdict.Asking)
                .map(Build::id)
                .toList();
        return new Judged(
                about, alone, crowded, merged(about.batches()), escalations.open(tx, asking), ends.of(tx, builds), now);
    }

    /**
     * The verdicts on those that could start, but come after the builds that the next pass starts: as they will be then. Of those that go along
     * with others nothing is said here, because they start with the first of them.
     */
    private Map<String, Verdict> crowded(Handle tx, FactsReader.About about, Map<String, Verdict> alone, Instant now) {
        var startable = about.facts().candidates().stream()
                .filter(each -> alone.get(each.id()) instanceof Verdict.Start)
                .filter(each -> each.along().builds().isEmpty())
                .toList();
        return startable.isEmpty()
                ? Map.of()
                : nextPass.look(tx, about, now)
                        .map(pass -> PlanningRules.each(pass.behind(startable), now))
                        .orElse(Map.of());
    }

    /** The batches by their members that do not lead. */
    private static Map<String, Company> merged(List<Company> batches) {
        var found = new HashMap<String, Company>();
        batches.forEach(batch -> batch.builds().stream().skip(1).forEach(each -> found.put(each, batch)));
        return found;
    }
}
