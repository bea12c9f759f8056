package io.afterhours.foundation.nats;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenBucketsTest {
    private static final Instant START = Instant.parse("2026-11-21T22:00:00Z");

    @Test
    void a_burst_passes_at_once_and_one_more_does_not() {
        var buckets = new TokenBuckets(10, 3);

        assertThat(List.of(
                        buckets.take("builder", START),
                        buckets.take("builder", START),
                        buckets.take("builder", START),
                        buckets.take("builder", START)))
                .containsExactly(true, true, true, false);
    }

    @Test
    void an_empty_bucket_gets_a_token_back_after_a_share_of_a_second() {
        var buckets = new TokenBuckets(10, 1);
        buckets.take("builder", START);

        assertThat(buckets.take("builder", START.plusMillis(99))).isFalse();
        assertThat(buckets.take("builder", START.plusMillis(100))).isTrue();
    }

    @Test
    void who_sends_at_its_rate_always_passes() {
        var buckets = new TokenBuckets(1_000, 1);

        assertThat(IntStream.range(0, 10_000)).allMatch(i -> buckets.take("builder", START.plusMillis(i)));
    }

    @Test
    void what_one_agent_sends_costs_no_other_a_token() {
        var buckets = new TokenBuckets(10, 1);
        buckets.take("flooder", START);

        assertThat(buckets.take("flooder", START)).isFalse();
        assertThat(buckets.take("builder", START)).isTrue();
    }

    @Test
    void an_agent_that_is_forgotten_for_ten_thousand_others_has_a_full_bucket() {
        var buckets = new TokenBuckets(1, 1);
        buckets.take("builder", START);
        for (int i = 0; i < 10_000; i++) {
            buckets.take("other-" + i, START);
        }

        assertThat(buckets.take("builder", START)).isTrue();
        assertThat(buckets.take("other-9999", START)).isFalse();
    }

    /** The promise of a token bucket, checked over every stretch between two events that passed. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void never_do_more_than_a_burst_and_what_was_put_back_pass(long seed) {
        var random = new Random(seed);
        int rate = 1 + random.nextInt(500);
        int burst = 1 + random.nextInt(50);
        var buckets = new TokenBuckets(rate, burst);
        var passed = new ArrayList<Instant>();
        var at = START;
        for (int i = 0; i < 1_500; i++) {
            at = at.plusNanos((long) (random.nextDouble() * random.nextInt(4) * 1e9 / rate));
            if (buckets.take("builder", at)) {
                passed.add(at);
            }
        }
        double most = 0;
        for (int from = 0; from < passed.size(); from++) {
            for (int to = from; to < passed.size(); to++) {
                var seconds = Duration.between(passed.get(from), passed.get(to)).toNanos() / 1e9;
                // A thousandth of a token for the division of a second by the rate.
                most = Math.max(most, to - from + 1 - rate * seconds - 0.001);
            }
        }
        assertThat(most).isLessThanOrEqualTo(burst);
    }
}
