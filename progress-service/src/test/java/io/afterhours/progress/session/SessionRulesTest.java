package io.afterhours.progress.session;

import static io.afterhours.progress.session.Reports.minute;
import static io.afterhours.progress.session.Reports.update;
import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.contracts.progress.ProgressChanged.Signal;
import io.afterhours.progress.session.Session.Announced;
import io.afterhours.progress.session.Session.Closing;
import io.afterhours.progress.session.Session.Raised;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionRulesTest {
    private static final Session OPENED = Session.opened("s-1", "builder", minute(0));
    private static final Announced BUILD = new Announced("B-42", "Build landing page", "landing-page");

    @Test
    void a_session_of_which_nothing_was_reported_is_starting() {
        assertThat(OPENED.state()).isEqualTo("Starting");
        assertThat(OPENED.percent()).isZero();
        assertThat(OPENED.ended()).isFalse();
    }

    @Test
    void the_newest_report_says_state_message_and_step() {
        var session = fold(OPENED, update(1, 25.0, null), update(2, 90.0, "Testing"));
        assertThat(session.state()).isEqualTo("Testing");
        assertThat(session.message()).isEqualTo("minute 2");
        assertThat(session.step()).isEqualTo("step 2");
        assertThat(session.updatedAt()).isEqualTo(minute(2));
        assertThat(session.updates()).isEqualTo(2);
        assertThat(session.version()).isEqualTo(2);
    }

    @Test
    void a_bar_never_moves_back() {
        assertThat(fold(OPENED, update(1, 75.0, null), update(2, 50.0, null)).percent())
                .isEqualTo(75);
    }

    @Test
    void an_older_report_that_comes_late_replaces_nothing() {
        var session = fold(OPENED, update(5, 50.0, "Testing"), update(3, 25.0, "Building"));
        assertThat(session.state()).isEqualTo("Testing");
        assertThat(session.updatedAt()).isEqualTo(minute(5));
        assertThat(SessionRules.fold(fold(OPENED, update(5, 50.0, null)), update(3, 25.0, null))
                        .mark())
                .isEqualTo(Mark.OUT_OF_ORDER);
    }

    @Test
    void reports_of_the_same_time_stand_in_the_order_of_the_stream() {
        var session = fold(OPENED, update(1, 8, 50.0, "B"), update(1, 7, 25.0, "A"));
        assertThat(session.state()).isEqualTo("B");
    }

    @Test
    void complete_and_failed_end_a_session() {
        assertThat(fold(OPENED, update(1, null, "Complete")).endedAt()).isEqualTo(minute(1));
        var failed = fold(OPENED, update(1, 50.0, null), update(2, null, "Failed"));
        assertThat(failed.endedAt()).isEqualTo(minute(2));
        assertThat(failed.percent()).isEqualTo(50);
        assertThat(failed.state()).isEqualTo("Failed");
    }

    @Test
    void what_comes_after_the_end_is_late_and_does_not_reopen_it() {
        var ended = fold(OPENED, update(2, 100.0, "Complete"));
        var late = SessionRules.fold(ended, update(3, 50.0, "Testing"));
        assertThat(late.mark()).isEqualTo(Mark.LATE);
        assertThat(late.session().ended()).isTrue();
        assertThat(late.session().state()).isEqualTo("Complete");
        assertThat(late.session().message()).isEqualTo("minute 2");
        assertThat(late.session().updates()).isEqualTo(2);
    }

    @Test
    void of_two_ends_the_earlier_counts() {
        assertThat(fold(OPENED, update(2, null, "Failed"), update(3, null, "Complete"))
                        .state())
                .isEqualTo("Failed");
        assertThat(fold(OPENED, update(3, null, "Complete"), update(2, null, "Failed"))
                        .state())
                .isEqualTo("Failed");
    }

    @Test
    void the_end_of_the_attempt_has_the_last_word() {
        var claims = fold(OPENED, update(2, null, "Complete"));
        var closed = SessionRules.closed(claims, new Closing(9, minute(3), "Failed", "The acceptance command failed."));
        assertThat(closed.state()).isEqualTo("Failed");
        assertThat(closed.message()).isEqualTo("The acceptance command failed.");
        assertThat(closed.endedAt()).isEqualTo(minute(3));
    }

    @Test
    void a_finished_attempt_is_a_hundred_percent() {
        var closed =
                SessionRules.closed(fold(OPENED, update(1, 60.0, null)), new Closing(9, minute(3), "Complete", null));
        assertThat(closed.percent()).isEqualTo(100);
        assertThat(closed.message()).isEqualTo("minute 1");
    }

    @Test
    void the_first_end_in_the_history_of_the_build_counts() {
        var failed = SessionRules.closed(OPENED, new Closing(9, minute(3), "Failed", null));
        assertThat(SessionRules.closed(failed, new Closing(12, minute(9), "Cancelled", null)))
                .isEqualTo(failed);
        assertThat(SessionRules.closed(failed, new Closing(9, minute(3), "Failed", null)))
                .isEqualTo(failed);
        assertThat(SessionRules.closed(failed, new Closing(7, minute(2), "Complete", null))
                        .state())
                .isEqualTo("Complete");
    }

    @Test
    void a_session_belongs_to_who_claims_it_first() {
        var free = Session.opened("s-1", null, minute(0));
        var claimed = SessionRules.claimed(free, "builder");
        assertThat(claimed.agent()).isEqualTo("builder");
        assertThat(SessionRules.claimed(claimed, "other")).isEqualTo(claimed);
        assertThat(SessionRules.isForeign(claimed, "other")).isTrue();
        assertThat(SessionRules.isForeign(claimed, "builder")).isFalse();
        assertThat(SessionRules.isForeign(free, "other")).isFalse();
    }

    @Test
    void an_announced_session_has_the_builds_title_and_its_runner() {
        var announced = SessionRules.announced(Session.opened("s-1", null, minute(0)), BUILD, null, minute(0));
        assertThat(announced.agent()).isNull();
        assertThat(announced.build()).isEqualTo("B-42");
        assertThat(announced.taskName()).isEqualTo("Build landing page");
        var taken = SessionRules.announced(announced, BUILD, "runner-1", minute(1));
        assertThat(taken.agent()).isEqualTo("runner-1");
        assertThat(taken.startedAt()).isEqualTo(minute(0));
        assertThat(SessionRules.announced(taken, BUILD, "runner-1", minute(2))).isEqualTo(taken);
    }

    @Test
    void what_a_stranger_said_before_the_runner_took_it_does_not_count() {
        var squatted = fold(Session.opened("s-1", "mallory", minute(0)), update(1, null, "Complete"));
        var taken = SessionRules.announced(squatted, BUILD, "runner-1", minute(2));
        assertThat(taken.agent()).isEqualTo("runner-1");
        assertThat(taken.ended()).isFalse();
        assertThat(taken.percent()).isZero();
        assertThat(taken.version()).isGreaterThan(squatted.version());
    }

    @Test
    void an_end_is_published_at_once_and_other_changes_an_interval_apart() {
        var interval = Duration.ofMillis(100);
        var published = minute(0);
        assertThat(SessionRules.isDue(false, null, published, interval)).isTrue();
        assertThat(SessionRules.isDue(false, published, published.plusMillis(99), interval))
                .isFalse();
        assertThat(SessionRules.isDue(false, published, published.plusMillis(100), interval))
                .isTrue();
        assertThat(SessionRules.isDue(true, published, published.plusMillis(1), interval))
                .isTrue();
    }

    @Test
    void any_report_ends_a_silence_and_only_a_further_one_ends_a_lack_of_progress() {
        var stalled = new Raised(signal("stalled"), Raised.ANY_REPORT);
        var stuck = new Raised(signal("no-progress"), 50);
        var raised = SessionRules.raised(fold(OPENED, update(1, 50.0, null)), List.of(stalled, stuck));
        assertThat(raised.signals()).extracting(Signal::kind).containsExactly("stalled", "no-progress");
        var reported = fold(raised, update(2, 50.0, null));
        assertThat(reported.signals()).extracting(Signal::kind).containsExactly("no-progress");
        assertThat(fold(reported, update(3, 51.0, null)).signals()).isEmpty();
        assertThat(fold(raised, update(3, null, "Failed")).signals()).isEmpty();
    }

    @Test
    void an_event_says_what_has_become_otherwise() {
        var quiet = fold(OPENED, update(1, 50.0, null));
        var stalled = SessionRules.raised(quiet, List.of(new Raised(signal("stalled"), Raised.ANY_REPORT)));
        assertThat(SessionRules.event(List.of(), quiet)).isEqualTo("updated");
        assertThat(SessionRules.event(List.of(), stalled)).isEqualTo("stalled");
        assertThat(SessionRules.event(stalled.signals(), stalled)).isEqualTo("updated");
        assertThat(SessionRules.event(stalled.signals(), quiet)).isEqualTo("moved");
        assertThat(SessionRules.event(stalled.signals(), fold(stalled, update(2, null, "Complete"))))
                .isEqualTo("ended");
    }

    private static Signal signal(String kind) {
        return new Signal(kind, minute(1), "Seen.", null, null, null, null);
    }

    private static Session fold(Session session, Update... updates) {
        for (var update : updates) {
            session = SessionRules.fold(session, update).session();
        }
        return session;
    }
}
