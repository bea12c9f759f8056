package io.afterhours.foundation.nats;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.foundation.nats.Floodgate.Seen;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FloodgateTest {
    private static final Instant NOW = Instant.parse("2026-11-21T22:00:00Z");

    private final Floodgate<Seen> gate = new Floodgate<>(new TokenBuckets(1, 2), UnaryOperator.identity());

    @Test
    void what_is_beyond_the_rate_is_passed_over_and_the_others_go_on() {
        assertThat(gate.pass(List.of(of("flooder", 1), of("flooder", 2), of("flooder", 3), of("builder", 4))))
                .containsExactly(of("flooder", 1), of("flooder", 2), of("builder", 4));
        assertThat(passedOver()).containsExactly(3L);
        assertThat(gate.parked()).isEqualTo(1);
    }

    @Test
    void a_parked_agents_messages_stay_behind_those_passed_over_however_long_after() {
        gate.pass(List.of(of("flooder", 1), of("flooder", 2), of("flooder", 3)));

        assertThat(gate.pass(List.of(new Seen("flooder", 4, NOW.plusSeconds(3_600), false))))
                .isEmpty();
        assertThat(passedOver()).containsExactly(3L, 4L);
    }

    @Test
    void what_comes_again_from_before_it_was_parked_goes_on() {
        gate.pass(List.of(of("flooder", 1), of("flooder", 2), of("flooder", 3)));

        assertThat(gate.pass(List.of(again("flooder", 1), again("flooder", 3)))).containsExactly(again("flooder", 1));
    }

    @Test
    void what_comes_again_costs_no_token() {
        for (int i = 0; i < 10; i++) {
            assertThat(gate.pass(List.of(again("builder", 1)))).hasSize(1);
        }
        assertThat(gate.pass(List.of(of("builder", 2), of("builder", 3)))).hasSize(2);
    }

    @Test
    void who_is_parked_elsewhere_is_parked_here_from_the_same_place_on() {
        gate.know(Map.of("flooder", 5L));

        assertThat(gate.pass(List.of(of("flooder", 4), of("flooder", 5)))).containsExactly(of("flooder", 4));
    }

    @Test
    void who_is_on_the_list_no_longer_goes_on() {
        gate.know(Map.of("flooder", 5L));
        gate.know(Map.of());

        assertThat(gate.pass(List.of(of("flooder", 6)))).hasSize(1);
    }

    @Test
    void who_is_not_on_the_list_yet_stays_parked_until_it_is_taken_down() {
        gate.pass(List.of(of("flooder", 1), of("flooder", 2), of("flooder", 3)));
        gate.know(Map.of());
        assertThat(gate.parked()).isEqualTo(1);
        gate.takePassedOver();
        gate.know(Map.of());
        assertThat(gate.parked()).isZero();
    }

    @Test
    void it_is_not_opened_for_an_agent_of_which_something_was_just_passed_over() {
        gate.pass(List.of(of("flooder", 1), of("flooder", 2), of("flooder", 3)));
        assertThat(gate.open("flooder")).isFalse();

        gate.takePassedOver();
        assertThat(gate.open("flooder")).isTrue();
        assertThat(gate.pass(List.of(new Seen("flooder", 4, NOW.plusSeconds(10), false))))
                .hasSize(1);
    }

    /** Whatever is sent: what goes on and what is passed over are together everything, each in its order and on its side. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void loses_nothing_and_keeps_the_order_within_an_agent(long seed) {
        var random = new Random(seed);
        var passed = new ArrayList<Long>();
        long sent = 0;
        while (sent < 500) {
            var batch = new ArrayList<Seen>();
            for (int i = random.nextInt(20); i >= 0; i--) {
                sent++;
                batch.add(new Seen("agent-" + random.nextInt(3), sent, NOW.plusMillis(sent * 100), false));
            }
            passed.addAll(gate.pass(batch).stream().map(Seen::sequence).toList());
        }
        var over = passedOver();

        assertThat(passed).isSorted();
        assertThat(over).isSorted().doesNotContainAnyElementsOf(passed).isNotEmpty();
        assertThat((long) passed.size() + over.size()).isEqualTo(sent);
    }

    private List<Long> passedOver() {
        return gate.takePassedOver().stream().map(Floodgate.Passed::sequence).toList();
    }

    private static Seen of(String agent, long sequence) {
        return new Seen(agent, sequence, NOW, false);
    }

    private static Seen again(String agent, long sequence) {
        return new Seen(agent, sequence, NOW, true);
    }
}
