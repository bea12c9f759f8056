package io.afterhours.scheduler.retry;

import static io.afterhours.scheduler.retry.Failures.NOW;
import static io.afterhours.scheduler.retry.Failures.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.contracts.runner.FailureClass;
import io.afterhours.scheduler.retry.RetryDecision.Escalate;
import io.afterhours.scheduler.retry.RetryDecision.RequeueUncounted;
import io.afterhours.scheduler.retry.RetryDecision.Retry;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RetryPropertiesTest {
    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void every_build_ends_or_is_explained_and_never_has_more_tries_than_rungs(
            @ForAll("ladders") Ladder ladder, @ForAll("failures") List<FailureClass> failures) {
        var tally = Tally.NOTHING;
        int tries = 0;
        int inARow = 0;
        for (var each : failures) {
            var before = tally;
            var then = ladder.after(each);
            var decision = RetryRules.afterFailure(before, null, failure(each), ladder, NOW);
            tally = decision.tally();
            switch (decision) {
                case Retry retry -> {
                    tries++;
                    inARow = 0;
                    assertThat(then.next()).isEqualTo(Next.CLIMBS);
                    assertThat(tally.failures()).isEqualTo(before.failures() + 1);
                    assertThat(tally.rung())
                            .isGreaterThan(before.rung())
                            .isLessThanOrEqualTo(ladder.rungs().size());
                    assertThat(then.useless()).doesNotContain(tally.rung());
                    assertThat(IntStream.range(before.rung() + 1, tally.rung()).boxed())
                            .allMatch(then.useless()::contains);
                    assertThat(retry.at())
                            .isEqualTo(NOW.plus(
                                    ladder.rungs().get(tally.rung() - 1).pause()));
                    assertThat(retry.words())
                            .startsWith("on rung " + tally.rung() + " of ")
                            .endsWith(".");
                }
                case RequeueUncounted uncounted -> {
                    inARow = then.most() == 0 ? 0 : inARow + 1;
                    assertThat(tally.failures()).isEqualTo(before.failures());
                    assertThat(tally.rung()).isEqualTo(before.rung());
                    assertThat(inARow).isLessThan(Consequence.MOST_IN_A_ROW);
                }
                case Escalate escalate -> {
                    assertThat(escalate.title()).isNotBlank();
                    assertThat(escalate.words()).endsWith(".");
                    assertThat(escalate.options())
                            .isEqualTo(then.options().stream()
                                    .map(RetryOption::word)
                                    .toList());
                    return;
                }
            }
            assertThat(tries).isLessThanOrEqualTo(ladder.rungs().size());
        }
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void a_build_that_keeps_failing_in_a_way_that_counts_comes_to_an_end(
            @ForAll("ladders") Ladder ladder, @ForAll FailureClass failureClass) {
        var then = ladder.after(failureClass);
        Assume.that(then.next() != Next.UNCOUNTED || then.most() > 0);
        var tally = Tally.NOTHING;
        for (int attempts = 1; attempts <= Consequence.MOST_IN_A_ROW + 1; attempts++) {
            var decision = RetryRules.afterFailure(tally, null, failure(failureClass), ladder, NOW);
            if (decision instanceof Escalate) {
                return;
            }
            tally = decision.tally();
        }
        throw new AssertionError("tried for ever after " + failureClass);
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void a_rate_limit_a_lost_runner_and_a_stop_never_count(
            @ForAll("ladders") Ladder ladder, @ForAll("tallies") Tally before, @ForAll("nobodys") FailureClass each) {
        var after = RetryRules.afterFailure(before, null, failure(each), ladder, NOW)
                .tally();

        assertThat(after.failures()).isEqualTo(before.failures());
        assertThat(after.rung()).isEqualTo(before.rung());
        assertThat(after.climbed()).isEqualTo(before.climbed());
    }

    @Provide
    Arbitrary<Ladder> ladders() {
        return Ladders.any();
    }

    @Provide
    Arbitrary<List<FailureClass>> failures() {
        return Arbitraries.of(FailureClass.class).list().ofMinSize(1).ofMaxSize(40);
    }

    @Provide
    Arbitrary<FailureClass> nobodys() {
        return Arbitraries.of(Ladder.NEVER_COUNTED);
    }

    @Provide
    Arbitrary<Tally> tallies() {
        var some = Arbitraries.integers().between(0, 12);
        return Combinators.combine(some, some, some, Arbitraries.of(FailureClass.class))
                .as(Tally::new);
    }
}
