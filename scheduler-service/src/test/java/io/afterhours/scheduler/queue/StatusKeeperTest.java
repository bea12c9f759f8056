package io.afterhours.scheduler.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.afterhours.scheduler.dispatch.PlanningWake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusKeeperTest {
    @TempDir
    Path folder;

    private final QueueBell bell = new QueueBell();
    private final AtomicInteger made = new AtomicInteger();
    private Path file = Path.of("");

    @BeforeEach
    void a_file_in_a_folder_that_is_not_there_yet() {
        file = folder.resolve("queue/BUILD_STATUS.md");
    }

    @Test
    void writes_the_file_when_it_starts_and_at_every_ring() throws Exception {
        try (var keeper = keeper(() -> "page " + made.incrementAndGet())) {
            keeper.start();
            await().untilAsserted(() -> assertThat(file).hasContent("page 1"));
            bell.ring();
            await().untilAsserted(() -> assertThat(file).hasContent("page 2"));
        }
    }

    @Test
    void writes_the_file_when_a_build_waits_for_another_reason() throws Exception {
        try (var keeper = keeper(() -> "page " + made.incrementAndGet())) {
            keeper.start();
            await().untilAsserted(() -> assertThat(file).hasContent("page 1"));
            new PlanningWake(bell).wake();
            await().untilAsserted(() -> assertThat(file).hasContent("page 2"));
        }
    }

    @Test
    void leaves_nothing_but_the_file_in_its_folder() throws Exception {
        keeper(() -> "page").keepOnce();

        try (var files = Files.list(file.resolveSibling(""))) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void makes_one_page_of_all_that_rings_while_it_writes() throws Exception {
        var entered = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        Supplier<String> slow = () -> {
            entered.countDown();
            uninterrupted(goOn);
            return "page " + made.incrementAndGet();
        };
        var keeper = keeper(slow).start();
        entered.await();
        for (int i = 0; i < 1_000; i++) {
            bell.ring();
        }
        goOn.countDown();
        await().untilAsserted(() -> assertThat(file).hasContent("page 2"));

        keeper.close();

        assertThat(made).as("at the start, after the rings, at the end").hasValue(3);
    }

    @Test
    void leaves_the_file_alone_while_it_says_the_same_but_for_the_hour() {
        var keeper = keeper(() -> "# Build Status\n\nUpdated 02:" + (10 + made.incrementAndGet()) + ".\nB-1 waits.\n");

        keeper.keepOnce();
        keeper.keepOnce();

        assertThat(file).hasContent("# Build Status\n\nUpdated 02:11.\nB-1 waits.\n");
    }

    @Test
    void outlasts_a_disk_that_fails_and_writes_when_it_is_back() throws IOException {
        Files.writeString(folder.resolve("queue"), "a file where the folder should be");
        var keeper = keeper(() -> "page");

        assertThat(keeper.keepOnce()).isEqualTo(Duration.ofSeconds(10));
        Files.delete(folder.resolve("queue"));

        assertThat(keeper.keepOnce()).isEqualTo(Duration.ofMinutes(1));
        assertThat(file).hasContent("page");
    }

    @Test
    void outlasts_a_database_that_is_away() {
        var keeper = keeper(() -> {
            if (made.incrementAndGet() == 1) {
                throw new IllegalStateException("connection refused");
            }
            return "page";
        });

        assertThat(keeper.keepOnce()).isEqualTo(Duration.ofSeconds(10));
        keeper.keepOnce();

        assertThat(file).hasContent("page");
    }

    @Test
    void writes_a_last_page_when_it_ends() throws Exception {
        var state = new AtomicInteger();
        var keeper = new StatusKeeper(() -> "page " + state, new StatusFile(file), bell, Duration.ofHours(1)).start();
        await().untilAsserted(() -> assertThat(file).hasContent("page 0"));

        state.set(1);
        bell.ring();
        keeper.close();

        assertThat(file).hasContent("page 1");
    }

    private StatusKeeper keeper(Supplier<String> page) {
        return new StatusKeeper(page, new StatusFile(file), bell, Duration.ofMillis(1));
    }

    private static void uninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
