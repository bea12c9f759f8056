package io.afterhours.scheduler.ladder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.afterhours.contracts.InvalidEvent;
import io.afterhours.contracts.runner.FailureClass;
import io.afterhours.scheduler.document.InvalidDocument;
import io.afterhours.scheduler.retry.Addition;
import io.afterhours.scheduler.retry.Ladder;
import io.afterhours.scheduler.retry.Ladders;
import io.afterhours.scheduler.retry.Next;
import io.afterhours.scheduler.retry.RetryOption;
import io.afterhours.scheduler.retry.Rung;
import io.afterhours.scheduler.retry.Scope;
import io.afterhours.scheduler.retry.Told;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LadderReaderTest {
    @Test
    void reads_what_each_rung_does() {
        var ladder = read("""
                {'rungs': [
                  {'wait': '30s'},
                  {'wait': 'PT1H', 'scope': 'smaller', 'agent': 'codex', 'model': 'gpt-5', 'tells': 'person',
                   'prompt': {'lastLines': false}}]}""");

        assertThat(ladder.rungs())
                .containsExactly(
                        new Rung(Duration.ofSeconds(30), Scope.SAME),
                        new Rung(
                                Duration.ofHours(1),
                                new Addition(true, false, true),
                                Scope.SMALLER,
                                "codex",
                                "gpt-5",
                                Told.PERSON));
        assertThat(ladder.classes()).isEqualTo(Ladder.standard().classes());
    }

    @Test
    void reads_what_happens_after_a_failure_of_each_class() {
        var ladder = read("""
                {'rungs': [{'wait': '1min'}, {'wait': '2min'}],
                 'classes': {'network': {'next': 'uncounted', 'wait': '3min', 'most': 7},
                             'timed-out': {'useless': [1], 'scope': 'smaller', 'options': ['smaller', 'drop']},
                             'crashed': {'next': 'person'}}}""");

        assertThat(ladder.after(FailureClass.NETWORK)).satisfies(then -> {
            assertThat(then.next()).isEqualTo(Next.UNCOUNTED);
            assertThat(then.pause()).isEqualTo(Duration.ofMinutes(3));
            assertThat(then.most()).isEqualTo(7);
        });
        assertThat(ladder.after(FailureClass.TIMED_OUT)).satisfies(then -> {
            assertThat(then.next()).isEqualTo(Next.CLIMBS);
            assertThat(then.useless()).containsExactly(1);
            assertThat(then.scope()).isEqualTo(Scope.SMALLER);
            assertThat(then.options()).containsExactly(RetryOption.SMALLER, RetryOption.DROP);
        });
        assertThat(ladder.after(FailureClass.CRASHED).next()).isEqualTo(Next.PERSON);
        assertThat(ladder.after(FailureClass.LOST)).isEqualTo(Ladder.byDefault(FailureClass.LOST));
    }

    @Test
    void says_everything_that_is_wrong_at_once() {
        assertThat(faults("""
                {'rungs': [{'wait': '-PT1S', 'agent': 'Codex!'}, {'scope': 'tiny'}],
                 'classes': {'crash': {}, 'lost': {'next': 'climbs'}}}"""))
                .contains(
                        "rungs[0].wait: expected zero or more, was -PT1S",
                        "rungs[0].agent: expected 1 to 40 of a-z, 0-9 and -, was Codex!",
                        "rungs[1].wait: expected a duration such as 5min or PT5M, was nothing",
                        "rungs[1].scope: expected one of same, smaller, was tiny",
                        "classes.crash: expected a known key; did you mean crashed?, was crash",
                        "classes.lost.next: expected uncounted or person; a rate limit, a lost runner or a stop never"
                                + " counts as a failed attempt, was climbs");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]                                                  | ladder: expected an object, was []",
                "{}                                                  | rungs: expected a list, was nothing",
                "{'rungs': 3}                                        | rungs: expected a list, was 3",
                "{'rungs': [7]}                                      | rungs[0]: expected an object, was 7",
                "{'rungs': [], 'rung': 1}                            | rung: expected a known key; did you mean rungs?",
                "{'rungs': [{'wait': 5}]}                            | rungs[0].wait: expected a duration such as 5min",
                "{'rungs': [{'wait': '31d'}]}                        | rungs[0].wait: expected a duration",
                "{'rungs': [{'wait': 'PT721H'}]}                     | rungs[0].wait: expected from zero to 30 days",
                "{'rungs': [{'wait': '1s', 'model': ''}]}            | rungs[0].model: expected text of 1 to 128",
                "{'rungs': [{'wait': '1s', 'tells': 'bob'}]}         | rungs[0].tells: expected one of nobody, person, was bob",
                "{'rungs': [{'wait': '1s', 'prompt': {'all': 1}}]}   | rungs[0].prompt.all: expected a known key",
                "{'rungs': [{'wait': '1s', 'prompt': {'lastLines': 1}}]} | rungs[0].prompt.lastLines: expected true or false",
                "{'rungs': [], 'classes': []}                        | classes: expected an object, was []",
                "{'rungs': [], 'classes': {'auth': {'next': 'up'}}}  | classes.auth.next: expected one of climbs, uncounted, person",
                "{'rungs': [{'wait': '1s'}], 'classes': {'network': {'useless': [2]}}} | classes.network.useless[0]: expected the number of a rung, from 1 to 1, was 2",
                "{'rungs': [], 'classes': {'network': {'useless': [1]}}} | expected nothing, for there are no rungs",
                "{'rungs': [], 'classes': {'auth': {'useless': [1]}}} | classes.auth.useless: expected nothing, for it counts only where next is climbs",
                "{'rungs': [], 'classes': {'crashed': {'most': 3}}}  | classes.crashed.most: expected nothing, for it counts only where next is uncounted",
                "{'rungs': [], 'classes': {'crashed': {'next': 'uncounted'}}} | classes.crashed.most: expected a number from 1 to 100: how many in a row cost nothing, else such a build is tried for ever",
                "{'rungs': [], 'classes': {'lost': {'most': 0}}}     | classes.lost.most: expected a number from 1 to 100",
                "{'rungs': [], 'classes': {'lost': {'most': 101}}}   | classes.lost.most: expected a number from 0 to 100",
                "{'rungs': [], 'classes': {'cancelled': {'next': 'climbs'}}} | classes.cancelled.next: expected uncounted or person",
                "{'rungs': [], 'classes': {'rate-limited': {'next': 'climbs'}}} | classes.rate-limited.next: expected uncounted or person",
                "{'rungs': [], 'classes': {'rate-limited': {'wait': '1min'}}} | classes.rate-limited.wait: expected nothing, for the limit's end counts",
                "{'rungs': [], 'classes': {'auth': {'options': []}}} | classes.auth.options: expected at least one, was none",
                "{'rungs': [], 'classes': {'auth': {'options': ['pray']}}} | classes.auth.options[0]: expected one of retry, smaller",
            })
    void names_the_field_and_what_was_expected(String json, String fault) {
        assertThat(faults(json)).anySatisfy(each -> assertThat(each).contains(fault));
    }

    @Test
    void holds_at_most_ten_rungs() {
        var rung = "{'wait': '1s'}";

        assertThat(read("{'rungs': [" + (rung + ",").repeat(9) + rung + "]}").rungs())
                .hasSize(10);
        assertThat(faults("{'rungs': [" + (rung + ",").repeat(10) + rung + "]}"))
                .containsExactly("rungs: expected at most 10 rungs, was 11 rungs");
    }

    @Test
    void what_is_no_json_is_refused_with_the_place() {
        assertThat(faults("{'rungs': [")).hasSize(1);
    }

    @Test
    void a_class_that_says_less_is_as_the_ladder_ships() {
        var ladder = read("""
                {'rungs': [{'wait': '1s', 'scope': 'smaller'}],
                 'classes': {'lost': {'most': 2}, 'network': {}, 'auth': {'next': 'climbs'}}}""");

        assertThat(ladder.after(FailureClass.LOST).most()).isEqualTo(2);
        assertThat(ladder.after(FailureClass.NETWORK).scope()).isEqualTo(Scope.SAME);
        assertThat(read("{'rungs': [], 'classes': {'network': {'scope': null}}}")
                        .after(FailureClass.NETWORK)
                        .scope())
                .isNull();
        assertThat(ladder.after(FailureClass.AUTH).options()).doesNotContain(RetryOption.SMALLER);
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void what_is_written_is_read_back_alike(@ForAll("ladders") Ladder ladder) {
        assertThat(LadderReader.read(LadderWriter.write(ladder))).isEqualTo(ladder);
    }

    @Provide
    Arbitrary<Ladder> ladders() {
        return Ladders.any();
    }

    private static List<String> faults(String json) {
        return catchThrowableOfType(InvalidDocument.class, () -> read(json)).faults().stream()
                .map(InvalidEvent::getMessage)
                .toList();
    }

    private static Ladder read(String json) {
        return LadderReader.read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
