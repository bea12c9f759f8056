package io.afterhours.progress.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.contracts.Json;
import io.afterhours.contracts.agent.ProgressReported;
import io.afterhours.progress.session.Session.Announced;
import io.afterhours.progress.session.Session.Closing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds of a session whatever is said about it, in whatever order. */
class SessionPropertiesTest {
    private static final Session OPENED = Session.opened("s-1", "runner-1", Reports.TEN);

    @Property
    void any_order_of_arrival_gives_the_same_session(@ForAll("updates") List<Update> updates, @ForAll Random random) {
        var shuffled = new ArrayList<>(updates);
        Collections.shuffle(shuffled, random);
        assertThat(folded(shuffled)).isEqualTo(folded(updates));
    }

    @Property
    void any_order_of_reports_and_news_of_the_build_gives_the_same_picture(
            @ForAll("news") List<UnaryOperator<Session>> news, @ForAll Random random) {
        var shuffled = new ArrayList<>(news);
        Collections.shuffle(shuffled, random);
        assertThat(picture(told(shuffled))).isEqualTo(picture(told(news)));
    }

    @Property
    void a_bar_never_moves_back_and_an_end_is_never_undone(@ForAll("news") List<UnaryOperator<Session>> news) {
        var session = OPENED;
        for (var each : news) {
            var next = each.apply(session);
            assertThat(next.percent()).isGreaterThanOrEqualTo(session.percent());
            assertThat(next.ended() || !session.ended()).isTrue();
            assertThat(next.version()).isGreaterThanOrEqualTo(session.version());
            session = next;
        }
    }

    @Property
    void a_session_is_the_same_after_a_night_in_the_database(@ForAll("news") List<UnaryOperator<Session>> news) {
        var session = told(news);
        assertThat(Json.read(Json.write(session), Session.class)).isEqualTo(session);
    }

    @Provide
    Arbitrary<List<Update>> updates() {
        return reports().list().ofMaxSize(25).map(SessionPropertiesTest::numbered);
    }

    @Provide
    Arbitrary<List<UnaryOperator<Session>>> news() {
        var announced = Arbitraries.<UnaryOperator<Session>>of(
                session -> SessionRules.announced(
                        session,
                        new Announced("B-42", "Build landing page", "landing-page"),
                        "runner-1",
                        Reports.minute(-1)),
                session -> SessionRules.announced(
                        session,
                        new Announced("B-42", "Build landing page", "landing-page"),
                        null,
                        Reports.minute(-2)));
        var closed = Combinators.combine(
                        Arbitraries.longs().between(1, 5), Arbitraries.of("Complete", "Failed", "Cancelled"))
                .<UnaryOperator<Session>>as((version, state) -> session -> SessionRules.closed(
                        session, new Closing(10 * version + state.length(), Reports.minute(version), state, null)));
        return Combinators.combine(
                        updates(), announced.list().ofMaxSize(2), closed.list().ofMaxSize(2), Arbitraries.randoms())
                .as((updates, announcements, closings, random) -> {
                    var news = new ArrayList<>(announcements);
                    news.addAll(closings);
                    for (var update : updates) {
                        news.add(session -> SessionRules.fold(session, update).session());
                    }
                    Collections.shuffle(news, random);
                    return news;
                });
    }

    private static Arbitrary<ProgressReported> reports() {
        return Combinators.combine(
                        Arbitraries.doubles().between(0, 100).injectNull(0.3),
                        Arbitraries.of("Starting", "50%", "Testing", "Complete", "Failed", "Own word"),
                        Arbitraries.strings().alpha().ofMaxLength(3).injectNull(0.3),
                        Arbitraries.integers().between(0, 9))
                .as((percent, state, text, minute) ->
                        new ProgressReported("s-1", percent, state, text, text, text, text, Reports.minute(minute)));
    }

    private static List<Update> numbered(List<ProgressReported> reports) {
        var updates = new ArrayList<Update>();
        for (int i = 0; i < reports.size(); i++) {
            updates.add(Update.of(reports.get(i), Reports.minute(60), i));
        }
        return updates;
    }

    private static Session folded(List<Update> updates) {
        var session = OPENED;
        for (var update : updates) {
            session = SessionRules.fold(session, update).session();
        }
        return session;
    }

    private static Session told(List<UnaryOperator<Session>> news) {
        var session = OPENED;
        for (var each : news) {
            session = each.apply(session);
        }
        return session;
    }

    /** All that is shown; the version only counts changes. */
    private static SessionView picture(Session session) {
        var view = SessionView.of(session, List.of(), null);
        return new SessionView(
                view.session(),
                view.agent(),
                view.build(),
                view.task(),
                view.percent(),
                view.state(),
                view.message(),
                view.step(),
                view.startedAt(),
                view.updatedAt(),
                view.endedAt(),
                0,
                view.reports(),
                view.signals(),
                view.recent(),
                view.next());
    }
}
