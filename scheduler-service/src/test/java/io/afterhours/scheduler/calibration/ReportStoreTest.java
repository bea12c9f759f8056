package io.afterhours.scheduler.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.afterhours.contracts.progress.ProgressChanged;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportStoreTest {
    private static final Instant EVENING = Instant.parse("2026-11-21T20:00:00Z");

    private final History history = new History();
    private final long build = history.build("content", "running");
    private final String session = history.running(build);

    @Test
    void keeps_the_last_word_of_a_live_attempt() {
        keep(changed(session, 1, 25), changed("s-of-nobody", 1, 50));
        keep(changed(session, 2, 75));

        assertThat(progress()).containsExactly(entry(build, new ReportStore.Said(75, EVENING)));
    }

    @Test
    void an_older_word_never_overwrites_a_newer_one() {
        keep(changed(session, 2, 75));
        keep(changed(session, 1, 25));

        assertThat(progress()).containsEntry(build, new ReportStore.Said(75, EVENING));
    }

    @Test
    void forgets_how_far_an_attempt_was_when_it_is_over() {
        keep(changed(session, 1, 25));
        history.jdbi.useHandle(
                tx -> tx.execute("update attempt set state = 'failed', ended_at = now() where session = ?", session));
        assertThat(progress()).isEmpty();

        history.learner.learnOnce();

        assertThat(history.number("select count(*) from attempt_progress")).isZero();
    }

    private void keep(ProgressChanged... changes) {
        history.jdbi.useTransaction(tx -> history.reports.keepProgress(tx, List.of(changes)));
    }

    private Map<Long, ReportStore.Said> progress() {
        return history.jdbi.inTransaction(tx -> history.reports.progress(tx, List.of(build)));
    }

    private static ProgressChanged changed(String session, long version, double percent) {
        return new ProgressChanged(
                session, version, "claude", null, null, percent, null, null, null, EVENING, false, List.of());
    }
}
