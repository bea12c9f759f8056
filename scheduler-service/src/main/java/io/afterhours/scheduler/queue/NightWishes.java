package io.afterhours.scheduler.queue;

import io.afterhours.foundation.http.Problem;
import io.afterhours.scheduler.audit.Audit;
import io.afterhours.scheduler.dispatch.PlanningWake;
import io.afterhours.scheduler.life.Life;
import io.afterhours.scheduler.planning.NightOrder;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What a person asks of builds for one night: leave it out, keep it, let it go first. Counts from the moment it is said to the end of
 * the night, is audited, and can be taken back. All of it works in the caller's transaction.
 */
@ApplicationScoped
public class NightWishes {
    /** The answer to the night's plan that holds all of it. */
    public static final String NOT_TONIGHT = "not tonight";

    private final NightWishStore wishes;
    private final BuildStore builds;
    private final BuildEvents events;
    private final Audit audit;
    private final PlanningWake planning;
    private final InstantSource clock;

    NightWishes(
            NightWishStore wishes,
            BuildStore builds,
            BuildEvents events,
            Audit audit,
            PlanningWake planning,
            InstantSource clock) {
        this.wishes = wishes;
        this.builds = builds;
        this.events = events;
        this.audit = audit;
        this.planning = planning;
        this.clock = clock;
    }

    /**
     * Who asks, for which night, and why.
     *
     * @param until the end of the night
     */
    public record Asked(String by, Instant until, @Nullable String note) {}

    /** Takes a build out of the night's plan: it does not start before the night is over. */
    public void veto(Handle tx, BuildId id, Asked asked) {
        change(tx, asked, "veto", "Taken out of the night's plan", id, order -> order.without(id.toString()));
    }

    /** Keeps a build in the night's plan: it goes before all that nobody asked for, behind those that were kept before it. */
    public void lock(Handle tx, BuildId id, Asked asked) {
        change(tx, asked, "lock", "Kept in the night's plan", id, order -> order.keeping(id.toString()));
    }

    /** Lets a build go before all others of the night that are not urgent. */
    public void first(Handle tx, BuildId id, Asked asked) {
        change(tx, asked, "first", "Put first in the night's plan", id, order -> order.leading(id.toString()));
    }

    /**
     * Lets a build go just before another.
     *
     * @param planned the ids of all that are planned, in the order of their starts
     */
    public void before(Handle tx, BuildId id, BuildId other, List<String> planned, Asked asked) {
        change(
                tx,
                asked,
                "before " + other,
                "Put before " + other + " in the night's plan",
                id,
                order -> order.before(id.toString(), other.toString(), planned));
    }

    /** Takes back whatever is asked of a build. */
    public void forget(Handle tx, BuildId id, Asked asked) {
        change(tx, asked, "undo", "Nothing asked for the night any more", id, order -> {
            if (!order.asks(id.toString())) {
                throw Problem.conflict("wrong-state", "Nothing is asked of " + id + " for the night.");
            }
            return order.forgetting(id.toString());
        });
    }

    /** Takes all builds of the plan that this question is about and that did not start yet out of the night. */
    public void notTonight(Handle tx, long question, String by, @Nullable String note) {
        wishes.takeTurn(tx);
        var now = clock.instant();
        wishes.planned(tx, question).ifPresent(night -> {
            var order = wishes.read(tx, now);
            wishes.hold(tx, night.builds());
            var wanted = order;
            for (var id : night.builds()) {
                wanted = wanted.without(id);
            }
            var asked = new Asked(by, night.until(), note);
            var changed = wanted.changedFrom(order);
            wishes.write(tx, wanted, changed, night.until());
            wishes.note(tx, night.until(), NOT_TONIGHT, by, order, now);
            say(tx, changed, "Taken out of the night's plan", asked, now);
            tx.afterCommit(planning::wake);
        });
    }

    /** Takes back the last change; returns what that was. */
    public String undo(Handle tx, Asked asked) {
        wishes.takeTurn(tx);
        var now = clock.instant();
        var last = wishes.last(tx, asked.until())
                .orElseThrow(() -> Problem.conflict("wrong-state", "Nothing was changed in the night's plan."));
        var order = wishes.read(tx, now);
        var changed = last.before().changedFrom(order);
        wishes.hold(tx, changed);
        wishes.write(tx, last.before(), changed, asked.until());
        wishes.undone(tx, last, asked.by(), now);
        say(tx, changed, "Taken back: " + last.said(), asked, now);
        audit.note(tx, asked.by(), "undo " + last.said(), "night plan", asked.note(), "done");
        tx.afterCommit(planning::wake);
        return last.said();
    }

    private void change(
            Handle tx, Asked asked, String verb, String event, BuildId id, UnaryOperator<NightOrder> asking) {
        wishes.takeTurn(tx);
        var now = clock.instant();
        var order = wishes.read(tx, now);
        var wanted = asking.apply(order);
        var touched = new HashSet<>(wanted.changedFrom(order));
        touched.add(id.toString());
        wishes.hold(tx, touched);
        waiting(tx, id);
        wishes.write(tx, wanted, touched, asked.until());
        wishes.note(tx, asked.until(), verb + " " + id, asked.by(), order, now);
        say(tx, Set.of(id.toString()), event, asked, now);
        audit.note(tx, asked.by(), verb, id.toString(), asked.note(), "done");
        tx.afterCommit(planning::wake);
    }

    /** The version rises, so that a pass that read the build before does not start it any more. */
    private void say(Handle tx, Set<String> ids, String event, Asked asked, Instant now) {
        for (var each : builds.touch(
                tx,
                ids.stream()
                        .map(id -> BuildId.parse("id", id).number())
                        .sorted()
                        .toList())) {
            events.say(tx, each, "changed", event + " by " + asked.by() + because(asked.note()), now);
        }
    }

    private void waiting(Handle tx, BuildId id) {
        var build = builds.find(tx, id).orElseThrow(() -> Problem.notFound("build", id.toString()));
        if (!(build.life() instanceof Life.Waiting)) {
            throw Problem.conflict(
                    "wrong-state",
                    id + " is " + build.state().word()
                            + "; only builds that wait to start can be left out of a night or put first.");
        }
    }

    private static String because(@Nullable String note) {
        return note == null || note.isBlank() ? "." : ": " + note;
    }
}
