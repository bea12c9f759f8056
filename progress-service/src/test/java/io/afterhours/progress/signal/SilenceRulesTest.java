package io.afterhours.progress.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.contracts.progress.ProgressChanged.Signal;
import io.afterhours.progress.session.Session;
import io.afterhours.progress.session.Session.Announced;
import io.afterhours.progress.session.Session.Raised;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SilenceRulesTest {
    private static final Instant TEN = Instant.parse("2026-11-21T22:00:00Z");
    private static final Usual FOUR_MINUTES = new Usual(Duration.ofMinutes(4), 812);

    private final SilenceRules rules = new SilenceRules(new Defaults());

    @Test
    void gaps_are_what_lies_between_one_moment_and_the_next_in_any_order() {
        assertThat(SilenceRules.gaps(List.of(TEN.plusSeconds(90), TEN, TEN.plusSeconds(30))))
                .containsExactly(30.0, 60.0);
        assertThat(SilenceRules.gaps(List.of())).isEmpty();
    }

    @Test
    void usual_is_the_silence_that_95_of_100_gaps_keep_within() {
        var gaps = IntStream.rangeClosed(1, 99).mapToObj(Double::valueOf).toList();
        assertThat(rules.usual(gaps)).isEqualTo(new Usual(Duration.ofSeconds(95), 99));
    }

    @Test
    void fewer_than_fifty_gaps_say_nothing() {
        assertThat(rules.usual(Collections.nCopies(49, 1.0))).isEqualTo(new Usual(null, 49));
        assertThat(rules.usual(Collections.nCopies(50, 1.0)).within()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void the_limit_is_what_is_usual_but_never_under_two_minutes_and_ten_where_nothing_is_known() {
        assertThat(rules.limit(FOUR_MINUTES)).isEqualTo(Duration.ofMinutes(4));
        assertThat(rules.limit(new Usual(Duration.ofSeconds(5), 812))).isEqualTo(Duration.ofMinutes(2));
        assertThat(rules.limit(Usual.UNKNOWN)).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void a_session_is_stalled_when_it_is_silent_for_longer_than_usual() {
        assertThat(judged(session(), 240)).isEmpty();
        var raised = judged(session(), 241);
        assertThat(raised).extracting(Raised::signal).singleElement().satisfies(signal -> {
            assertThat(signal.kind()).isEqualTo("stalled");
            assertThat(signal.since()).isEqualTo(TEN);
            assertThat(signal.usual()).isEqualTo(Duration.ofMinutes(4));
            assertThat(signal.observations()).isEqualTo(812);
            assertThat(signal.text())
                    .isEqualTo("Nothing was heard for more than 4 min: 95 of 100 updates of landing-page come within"
                            + " 4 min (of 812 seen).");
        });
    }

    @Test
    void where_a_kind_is_not_known_the_sentence_says_so() {
        var raised = rules.judge(session(), TEN, null, new Usual(null, 12), TEN.plusSeconds(601));
        assertThat(raised.getFirst().signal().text())
                .isEqualTo(
                        "Nothing was heard for more than 10 min; how long landing-page is usually silent is not known"
                                + " yet (12 of 50 updates seen).");
    }

    @Test
    void a_session_that_writes_lines_is_not_silent() {
        var now = TEN.plusSeconds(3_600);
        assertThat(rules.judge(session(), TEN, now.minusSeconds(240), FOUR_MINUTES, now))
                .isEmpty();
        assertThat(rules.judge(session(), TEN, now.minusSeconds(241), FOUR_MINUTES, now))
                .extracting(each -> each.signal().since())
                .containsExactly(now.minusSeconds(241));
    }

    @Test
    void a_silence_that_was_said_stays_as_it_was_said_until_a_line_is_written() {
        var raised = judged(session(), 300);
        var stalled = session(raised);
        assertThat(judged(stalled, 30_000)).isEqualTo(raised);
        var now = TEN.plusSeconds(600);
        assertThat(rules.judge(stalled, TEN, now.minusSeconds(5), FOUR_MINUTES, now))
                .isEmpty();
    }

    @Test
    void what_else_is_said_of_a_session_stays() {
        var other = new Raised(new Signal("no-progress", TEN, "The same error.", null, null, null, 5L), 0);
        assertThat(judged(session(List.of(other)), 1)).containsExactly(other);
        assertThat(judged(session(List.of(other)), 300)).hasSize(2).first().isEqualTo(other);
    }

    private List<Raised> judged(Session session, int silent) {
        return rules.judge(session, TEN, null, FOUR_MINUTES, TEN.plusSeconds(silent));
    }

    private static Session session() {
        return session(List.of());
    }

    private static Session session(List<Raised> raised) {
        var build = new Announced("B-42", "Build landing page", "landing-page");
        return new Session("s-1", "runner-1", build, 0, TEN, TEN, 0, null, null, null, null, null, raised, 1);
    }

    private static final class Defaults implements SignalConfig {
        @Override
        public String every() {
            return "off";
        }

        @Override
        public Duration unknown() {
            return Duration.ofMinutes(10);
        }

        @Override
        public Duration least() {
            return Duration.ofMinutes(2);
        }

        @Override
        public int observations() {
            return 50;
        }

        @Override
        public Duration settle() {
            return Duration.ZERO;
        }

        @Override
        public int sameError() {
            return 5;
        }

        @Override
        public Duration errorOver() {
            return Duration.ofMinutes(10);
        }
    }
}
