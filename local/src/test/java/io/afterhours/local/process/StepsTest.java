package io.afterhours.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class StepsTest {
    private final Steps steps = new Steps();
    private final List<String> done = new CopyOnWriteArrayList<>();

    @Test
    void a_step_begins_when_those_that_it_needs_are_done_and_waits_for_no_other() {
        var slow = new CountDownLatch(1);
        steps.add(() -> {
            await(slow);
            done.add("slow");
        });
        var first = steps.add(() -> done.add("first"));
        steps.add(
                () -> {
                    done.add("second");
                    slow.countDown();
                },
                first);
        steps.await();
        assertThat(done).containsExactly("first", "second", "slow");
    }

    @Test
    void the_first_failure_is_thrown_while_others_go_on_and_nothing_that_needs_it_begins() {
        var never = new CountDownLatch(1);
        steps.add(() -> await(never));
        var failing = steps.add(() -> {
            throw new IllegalStateException("no room");
        });
        steps.add(() -> done.add("needs it"), failing);
        assertThatThrownBy(steps::await)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no room");
        assertThat(done).isEmpty();
        never.countDown();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
