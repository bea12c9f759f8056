package io.afterhours.progress.session;

import static io.afterhours.progress.session.Reports.minute;
import static io.afterhours.progress.session.Reports.update;
import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.foundation.sql.Databases;
import io.afterhours.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryStoreTest {
    private static final String NOTHING = "delete from session where false";

    private final TestDatabase database = TestDatabase.migrated("db/foundation", "db/migration");
    private final Jdbi jdbi =
            Databases.configured(Jdbi.create(database.jdbcUrl(), database.user(), database.password()));
    private final HistoryStore history = new HistoryStore();

    @ParameterizedTest
    @ValueSource(ints = {29, 59})
    void keeps_all_reports_be_they_few_or_many_and_shows_the_newest_of_each_session(int last) {
        var entries = new ArrayList<Entry>();
        for (int i = 0; i <= last; i++) {
            entries.add(new Entry("s-1", update(i, (double) i, null), i == last ? Mark.LATE : null));
            entries.add(new Entry("s-2", update(i, null, "Testing"), null));
        }
        add(entries);
        var recent = jdbi.inTransaction(tx -> history.recent(tx, List.of("s-1", "s-2", "s-3"), 20));
        assertThat(recent).containsOnlyKeys("s-1", "s-2");
        assertThat(recent.get("s-1")).hasSize(20).isSortedAccordingTo(Comparator.comparing(Recorded::at));
        assertThat(recent.get("s-1"))
                .last()
                .isEqualTo(new Recorded(
                        minute(last), minute(60), (double) last, last + "%", "minute " + last, "step " + last, "late"));
        assertThat(recent.getOrDefault("s-2", List.of()))
                .first()
                .extracting(Recorded::percent)
                .isEqualTo(90.0);
        assertThat(jdbi.<List<Recorded>, RuntimeException>inTransaction(tx -> history.page(tx, "s-1", 20, 100)))
                .hasSize(last - 19);
    }

    @Test
    void notes_which_sessions_told_of_errors() {
        add(List.of(entry("s-2", "npm test failed"), entry("s-1", "wrote part 4")));
        add(List.of(entry("s-2", "Error: no answer"), entry("s-3", "0 failed")));
        assertThat(jdbi.<List<String>, RuntimeException>withHandle(
                        handle -> handle.createQuery("select session from session_erring order by session")
                                .mapTo(String.class)
                                .list()))
                .containsExactly("s-2", "s-3");
    }

    private void add(List<Entry> entries) {
        jdbi.useTransaction(tx -> history.addedBefore(tx, entries, NOTHING).execute());
    }

    private static Entry entry(String session, String message) {
        var update = update(1, 10.0, null);
        return new Entry(
                session,
                new Update(
                        update.moment(),
                        update.receivedAt(),
                        update.percent(),
                        update.state(),
                        message,
                        update.step(),
                        update.task(),
                        update.build()),
                null);
    }
}
