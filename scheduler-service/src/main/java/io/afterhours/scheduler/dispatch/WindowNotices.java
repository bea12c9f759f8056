package io.afterhours.scheduler.dispatch;

import io.afterhours.contracts.Severity;
import io.afterhours.contracts.cost.WindowChanged;
import io.afterhours.scheduler.control.ControlStore;
import io.afterhours.scheduler.escalation.Escalations;
import io.afterhours.scheduler.escalation.Question;
import io.afterhours.scheduler.planning.HumanTime;
import io.afterhours.scheduler.runner.WindowStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Puts before the person that a window of a subscription is nearly used up, and, in its place, that it is used up, once each; what is
 * open closes by itself at the window's reset, or earlier when it is said that less is used.
 */
@ApplicationScoped
public class WindowNotices {
    private static final String KIND = "window";
    private static final String NOTED = "noted";
    private static final List<WindowMark> MARKS = List.of(WindowMark.NEARLY, WindowMark.USED_UP);

    private final Escalations escalations;
    private final ControlStore control;
    private final InstantSource clock;

    WindowNotices(Escalations escalations, ControlStore control, InstantSource clock) {
        this.escalations = escalations;
        this.control = control;
        this.clock = clock;
    }

    /** Tells what is news of a window; one whose reset is over is empty, whatever was said of it. */
    void tell(Handle tx, Optional<WindowStore.Standing> known, WindowChanged window) {
        var now = clock.instant();
        var before = known.filter(each -> each.resetsAt().isAfter(now))
                .map(each -> WindowMark.of(each.usedPercent()))
                .orElse(WindowMark.NONE);
        var after = window.resetsAt().isAfter(now) ? WindowMark.of(window.usedPercent()) : WindowMark.NONE;
        for (var mark : MARKS) {
            if (mark.isWorseThan(after) || before == WindowMark.NONE) {
                escalations.takeBack(tx, KIND, title(window, mark), "Less of it is used, or it was reset.");
            }
        }
        if (after.isWorseThan(before)) {
            if (after == WindowMark.USED_UP) {
                escalations.takeBack(
                        tx,
                        KIND,
                        title(window, WindowMark.NEARLY),
                        "It is used up by now, which is a question of its own.");
            }
            escalations.raise(tx, question(window, after, now));
        }
    }

    private Question question(WindowChanged window, WindowMark mark, Instant now) {
        var severity = mark == WindowMark.USED_UP ? Severity.HIGH : Severity.MEDIUM;
        var holds = window.usedPercent() >= 100 - window.reservePercent();
        var text = "%d %% of it are used; it is reset at %s.%s"
                .formatted(
                        (long) window.usedPercent(),
                        new HumanTime(now, control.zone()).noted(window.resetsAt()),
                        holds ? " Until then nothing more starts with " + window.agent() + "." : "");
        return Question.of(KIND, severity, title(window, mark))
                .asking(text, List.of(NOTED))
                .unlessAnswered(NOTED, window.resetsAt());
    }

    private static String title(WindowChanged window, WindowMark mark) {
        return "The " + window.window() + " window of " + window.agent() + "'s subscription is "
                + (mark == WindowMark.USED_UP ? "used up" : "nearly used up");
    }
}
