package io.afterhours.progress.session;

import static io.afterhours.progress.session.Reports.minute;
import static io.afterhours.progress.session.Reports.update;
import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.foundation.sql.Databases;
import io.afterhours.progress.session.Session.Announced;
import io.afterhours.progress.session.SessionStore.Filter;
import io.afterhours.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

class SessionStoreTest {
    private static final Filter ALL = new Filter(null, null, null, null);

    private final TestDatabase database = TestDatabase.migrated("db/foundation", "db/migration");
    private final Jdbi jdbi =
            Databases.configured(Jdbi.create(database.jdbcUrl(), database.user(), database.password()));
    private final HistoryStore history = new HistoryStore();
    private final SessionStore store = new SessionStore(history);

    @Test
    void gives_back_a_session_as_it_was_saved() {
        var opened = Session.opened("s / 1 👩‍💻", "builder", minute(0));
        add(opened);
        var changed = SessionRules.announced(
                SessionRules.fold(opened, update(1, 50.0, "Testing")).session(),
                new Announced("B-42", "Größe \" ' \\ 🌙", "landing-page"),
                null,
                minute(0));
        jdbi.useTransaction(tx -> {
            var locked = store.lock(tx, List.of(opened.id())).getFirst();
            assertThat(locked).isEqualTo(new Tracked(opened, 0, null));
            store.save(tx, List.of(locked.with(changed).published(minute(2))), List.of());
        });
        assertThat(jdbi.<List<Tracked>, RuntimeException>inTransaction(tx -> store.lock(tx, List.of(opened.id()))))
                .containsExactly(new Tracked(changed, changed.version(), minute(2)));
    }

    @Test
    void a_session_that_another_process_changed_is_read_again() {
        var opened = Session.opened("s-1", "builder", minute(0));
        add(opened);
        var first = SessionRules.fold(opened, update(1, 10.0, null)).session();
        var second = SessionRules.fold(first, update(2, 20.0, null)).session();
        save(store, first);
        save(new SessionStore(history), second);
        assertThat(locked(store)).containsExactly(second);
    }

    @Test
    void a_session_that_was_not_committed_is_not_remembered() {
        var opened = Session.opened("s-1", "builder", minute(0));
        add(opened);
        var never = SessionRules.fold(opened, update(1, 90.0, null)).session();
        var other = SessionRules.fold(opened, update(1, 10.0, null)).session();
        jdbi.useTransaction(tx -> {
            store.save(tx, List.of(store.lock(tx, List.of("s-1")).getFirst().with(never)), List.of());
            tx.rollback();
        });
        save(new SessionStore(history), other);
        assertThat(never.version()).isEqualTo(other.version());
        assertThat(locked(store)).containsExactly(other);
    }

    @Test
    void a_session_that_another_process_published_is_known_to_be() {
        add(Session.opened("s-1", "builder", minute(0)));
        var first = SessionRules.fold(Session.opened("s-1", "builder", minute(0)), update(1, 10.0, null))
                .session();
        save(store, first);
        var other = new SessionStore(history);
        jdbi.useTransaction(tx ->
                other.save(tx, List.of(other.lock(tx, List.of("s-1")).getFirst().published(minute(3))), List.of()));

        assertThat(jdbi.<List<Tracked>, RuntimeException>inTransaction(tx -> store.lock(tx, List.of("s-1"))))
                .containsExactly(new Tracked(first, first.version(), minute(3)));
    }

    @Test
    void what_was_told_of_a_session_changes_nothing_else_of_it() {
        var opened = Session.opened("s-1", "builder", minute(0));
        var there = SessionRules.fold(opened, update(1, 10.0, "Testing")).session();
        var other = SessionRules.fold(opened, update(2, 90.0, null)).session();
        add(there);
        jdbi.useTransaction(tx -> new SessionStore(history).told(tx, List.of(new Tracked(other, 1, minute(3)))));

        assertThat(other.version()).isEqualTo(there.version());
        assertThat(jdbi.<List<Tracked>, RuntimeException>inTransaction(tx -> store.lock(tx, List.of("s-1"))))
                .containsExactly(new Tracked(there, 1, minute(3)));
    }

    @Test
    void a_session_and_the_report_that_changed_it_are_written_together() {
        var opened = Session.opened("s-1", "builder", minute(0));
        add(opened);
        var update = update(1, 10.0, "Testing");
        var changed = SessionRules.fold(opened, update).session();
        jdbi.useTransaction(tx -> store.save(
                tx,
                List.of(store.lock(tx, List.of("s-1")).getFirst().with(changed)),
                List.of(new Entry("s-1", update, null))));

        assertThat(locked(new SessionStore(history))).containsExactly(changed);
        assertThat(jdbi.<List<Recorded>, RuntimeException>inTransaction(tx -> history.page(tx, "s-1", 0, 10)))
                .singleElement()
                .extracting(Recorded::at, Recorded::percent)
                .containsExactly(minute(1), 10.0);
    }

    @Test
    void sessions_that_are_remembered_and_those_that_are_not_are_locked_in_one_order_and_removed_ones_are_not() {
        for (var id : List.of("s-1", "s-2", "s-3", "s-4")) {
            add(Session.opened(id, "builder", minute(0)));
        }
        save(
                store,
                SessionRules.fold(Session.opened("s-3", "builder", minute(0)), update(1, 10.0, null))
                        .session());
        save(
                store,
                SessionRules.fold(Session.opened("s-1", "builder", minute(0)), update(1, 10.0, null))
                        .session());
        jdbi.useHandle(handle -> handle.execute("delete from session where id in ('s-1', 's-4')"));

        assertThat(jdbi.<List<Tracked>, RuntimeException>inTransaction(
                        tx -> store.lock(tx, List.of("s-4", "s-3", "s-2", "s-1", "s-9"))))
                .extracting(each -> each.session().id())
                .containsExactly("s-2", "s-3");
    }

    private void save(SessionStore by, Session session) {
        jdbi.useTransaction(tx -> by.save(
                tx, List.of(by.lock(tx, List.of(session.id())).getFirst().with(session)), List.of()));
    }

    private List<Session> locked(SessionStore by) {
        return jdbi.<List<Tracked>, RuntimeException>inTransaction(tx -> by.lock(tx, List.of("s-1"))).stream()
                .map(Tracked::session)
                .toList();
    }

    @Test
    void leaves_a_session_alone_that_somebody_else_added_first() {
        add(Session.opened("s-1", "builder", minute(0)));
        add(Session.opened("s-1", "other", minute(1)));
        assertThat(list(ALL)).containsExactly(Session.opened("s-1", "builder", minute(0)));
    }

    @Test
    void lists_live_sessions_first_and_the_newest_of_each_half_first() {
        var ended = ended(Session.opened("ended", "a", minute(9)), 10);
        var old = Session.opened("old", "a", minute(1));
        var recent = Session.opened("recent", "b", minute(5));
        var nobodys = Session.opened("nobodys", null, minute(6));
        add(ended, old, recent, nobodys);
        assertThat(list(ALL)).containsExactly(recent, old, ended);
        assertThat(list(new Filter(null, null, null, true))).containsExactly(ended);
        assertThat(list(new Filter(null, null, null, false))).containsExactly(recent, old);
        assertThat(list(new Filter(null, "a", null, null))).containsExactly(old, ended);
        assertThat(list(new Filter("old", null, null, null))).containsExactly(old);
    }

    @Test
    void lists_the_sessions_of_builds() {
        var first = of("B-1", Session.opened("first", "a", minute(1)));
        var second = of("B-2", Session.opened("second", "a", minute(2)));
        add(first, second, of("B-3", Session.opened("third", "a", minute(3))));
        assertThat(list(new Filter(null, null, List.of("B-1", "B-2", "B-9"), null)))
                .containsExactly(second, first);
    }

    @Test
    void pages_through_all_of_them_once() {
        var sessions = new ArrayList<Session>();
        for (int i = 0; i < 25; i++) {
            var session = Session.opened("s-" + i, "a", minute(i / 3));
            sessions.add(i % 2 == 0 ? session : ended(session, 20));
        }
        add(sessions.toArray(Session[]::new));
        var seen = new ArrayList<Session>();
        Cursor after = null;
        do {
            var from = after;
            var page = jdbi.<List<Session>, RuntimeException>inTransaction(tx -> store.list(tx, ALL, from, 4));
            seen.addAll(page);
            after = page.size() < 4
                    ? null
                    : Cursor.read(Cursor.of(page.getLast()).written());
        } while (after != null);
        assertThat(seen)
                .doesNotHaveDuplicates()
                .containsExactlyElementsOf(list(ALL))
                .hasSize(25);
    }

    @Test
    void finds_what_was_not_published() {
        var published = SessionRules.fold(Session.opened("s-1", "a", minute(0)), update(1, 5.0, null))
                .session();
        var waiting = SessionRules.fold(Session.opened("s-2", "a", minute(0)), update(1, 5.0, null))
                .session();
        add(published, waiting);
        jdbi.useTransaction(tx -> store.save(tx, List.of(new Tracked(published, 1, minute(1))), List.of()));
        assertThat(jdbi.inTransaction(store::unpublished)).containsExactly("s-2");
    }

    @Test
    void finds_the_live_sessions_that_were_announced_for_a_build() {
        var live = of("B-1", Session.opened("live", "a", minute(1)));
        add(
                live,
                of("B-2", Session.opened("other", "a", minute(1))),
                ended(of("B-1", Session.opened("over", "a", minute(1))), 2));
        assertThat(jdbi.<List<String>, RuntimeException>inTransaction(tx -> store.liveOf(tx, List.of("B-1"))))
                .containsExactly("live");
    }

    private static Session of(String build, Session session) {
        return SessionRules.announced(
                session, new Announced(build, "Build", "landing-page"), null, session.startedAt());
    }

    private static Session ended(Session session, long minute) {
        return SessionRules.fold(session, update(minute, null, "Complete")).session();
    }

    private void add(Session... sessions) {
        jdbi.useTransaction(tx -> store.create(tx, List.of(sessions)));
    }

    private List<Session> list(Filter filter) {
        return jdbi.inTransaction(tx -> store.list(tx, filter, null, 100));
    }
}
