package io.afterhours.progress.session;

import static io.afterhours.progress.session.Reports.minute;
import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.contracts.Json;
import io.afterhours.contracts.progress.ProgressChanged;
import io.afterhours.contracts.progress.SessionsChanged;
import io.afterhours.contracts.stream.Streams;
import io.afterhours.foundation.outbox.Outbox;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AnnouncementsTest {
    private final Announcements announcements = new Announcements();

    @Test
    void few_updates_are_told_of_each_by_itself() {
        update(3);

        assertThat(subjects()).containsExactly("progress.updated.s-0", "progress.updated.s-1", "progress.updated.s-2");
    }

    @Test
    void many_updates_are_told_of_in_one_event() {
        update(40);

        assertThat(subjects()).containsExactly("progress.sessions.updated");
        assertThat(together()).extracting(ProgressChanged::session).hasSize(40).startsWith("s-0");
    }

    @Test
    void an_end_and_a_signal_have_an_event_of_their_own_among_many_updates() {
        update(20);
        announcements.add("ended", session("over", ""));
        announcements.add("stalled", session("silent", ""));
        update(20);

        assertThat(subjects())
                .containsExactlyInAnyOrder(
                        "progress.ended.over", "progress.stalled.silent", "progress.sessions.updated");
        assertThat(together()).hasSize(40);
    }

    @Test
    void what_sessions_say_at_length_is_told_of_in_events_that_their_stream_takes() {
        for (int i = 0; i < 100; i++) {
            announcements.add(Announcements.UPDATED, session("s-" + i, "\u0001".repeat(2_000)));
        }

        assertThat(announcements.events())
                .allSatisfy(each -> assertThat(Json.write(each.event()).length)
                        .isLessThan(Streams.PROGRESS.maxMessageBytes() - 4_096));
        assertThat(told())
                .extracting(ProgressChanged::session)
                .doesNotHaveDuplicates()
                .hasSize(100);
    }

    @Test
    void a_thousand_sessions_take_more_than_one_event() {
        update(1_000);

        assertThat(announcements.events()).hasSizeBetween(2, 50);
        assertThat(told())
                .extracting(ProgressChanged::session)
                .doesNotHaveDuplicates()
                .hasSize(1_000);
    }

    private void update(int sessions) {
        IntStream.range(0, sessions)
                .forEach(i -> announcements.add(Announcements.UPDATED, session("s-" + i, "wrote part")));
    }

    private static Session session(String id, String message) {
        var session = SessionRules.fold(Session.opened(id, "builder", minute(0)), Reports.update(1, 50.0, "Testing"))
                .session();
        return SessionRules.fold(session, Reports.saying(2, message)).session();
    }

    private List<String> subjects() {
        return announcements.events().stream()
                .map(each -> each.subject().toString())
                .toList();
    }

    private List<ProgressChanged> together() {
        return announcements.events().stream()
                .map(Outbox.Outgoing::event)
                .filter(SessionsChanged.class::isInstance)
                .flatMap(event -> ((SessionsChanged) event).sessions().stream())
                .toList();
    }

    private List<ProgressChanged> told() {
        return announcements.events().stream()
                .flatMap(each -> switch (each.event()) {
                    case SessionsChanged several -> several.sessions().stream();
                    case ProgressChanged one -> Stream.of(one);
                    default -> throw new IllegalStateException("no event of sessions");
                })
                .toList();
    }
}
