package io.afterhours.foundation.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.quarkus.scheduler.ScheduledExecution;
import io.quarkus.scheduler.Scheduler;
import io.quarkus.scheduler.Scheduler.JobDefinition;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JobsTest {
    private final AtomicInteger turns = new AtomicInteger();
    private final Map<String, Object> asked = new HashMap<>();
    private final Jobs jobs = new Jobs(scheduler());

    @Test
    void does_a_job_again_and_again_from_the_start_or_after_a_delay() {
        jobs.every(Duration.ofSeconds(5), "counts", turns::incrementAndGet);
        assertThat(asked).containsEntry("setInterval", "PT5S").containsEntry("setDelayed", "PT0S");

        jobs.after(Duration.ofMinutes(3), Duration.ofMinutes(10), "clean-up", turns::incrementAndGet);
        assertThat(asked).containsEntry("setInterval", "PT10M").containsEntry("setDelayed", "PT3M");

        assertThat(turns).hasValue(0);
        turn();
        turn();
        assertThat(turns).hasValue(2);
    }

    @Test
    void a_turn_that_fails_leaves_the_rest_to_the_next() {
        jobs.every(Duration.ofSeconds(5), "counts", () -> {
            if (turns.incrementAndGet() == 1) {
                throw new IllegalStateException("the first fails");
            }
        });

        assertThatCode(this::turn).doesNotThrowAnyException();
        turn();
        assertThat(turns).hasValue(2);
    }

    @Test
    void a_job_that_is_done_from_the_start_has_its_first_turn_before_anything_else_though_it_fails() {
        jobs.fromNowEvery(Duration.ofHours(6), "months", () -> {
            turns.incrementAndGet();
            throw new IllegalStateException("no database");
        });

        assertThat(turns).hasValue(1);
        assertThat(asked).containsEntry("setDelayed", "PT6H");
    }

    @SuppressWarnings("unchecked")
    private void turn() {
        Objects.requireNonNull((Consumer<@Nullable ScheduledExecution>) asked.get("setTask"))
                .accept(null);
    }

    /** Notes what it is asked for, and does nothing by itself. */
    private Scheduler scheduler() {
        var definition = Proxy.newProxyInstance(
                JobDefinition.class.getClassLoader(),
                new Class<?>[] {JobDefinition.class},
                (proxy, method, arguments) -> {
                    if (arguments != null) {
                        asked.put(method.getName(), arguments[0]);
                    }
                    return method.getName().equals("schedule") ? null : proxy;
                });
        return (Scheduler) Proxy.newProxyInstance(
                Scheduler.class.getClassLoader(),
                new Class<?>[] {Scheduler.class},
                (proxy, method, arguments) -> definition);
    }
}
