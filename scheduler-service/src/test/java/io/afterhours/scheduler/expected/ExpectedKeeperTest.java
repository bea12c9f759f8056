package io.afterhours.scheduler.expected;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.contracts.Json;
import io.afterhours.contracts.agent.BuildRequested;
import io.afterhours.contracts.scheduler.QueueExpected;
import io.afterhours.scheduler.batching.BatchId;
import io.afterhours.scheduler.batching.BatchKeeper;
import io.afterhours.scheduler.batching.Proposer;
import io.afterhours.scheduler.dispatch.Workbench;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExpectedKeeperTest {
    private final Workbench bench = Workbench.open(1);
    private final ExpectedKeeper keeper = bench.get(ExpectedKeeper.class);

    @Test
    void an_empty_queue_has_nothing_said_of_it() {
        assertThat(keeper.lookOnce()).isFalse();
    }

    @Test
    void a_queue_is_said_once_with_the_hours_in_which_its_builds_should_end() {
        var first = bench.queue(BuildRequested.titled("Write the first page"));
        bench.queue(BuildRequested.titled("Write the second page"));

        assertThat(keeper.lookOnce()).isTrue();
        assertThat(keeper.lookOnce()).isFalse();

        assertThat(said()).singleElement().satisfies(event -> {
            assertThat(event.at()).isEqualTo(bench.clock().instant());
            assertThat(event.undated()).isZero();
            assertThat(event.endings().stream()
                            .mapToInt(QueueExpected.Ending::builds)
                            .sum())
                    .isEqualTo(2);
            assertThat(event.endings().stream()
                            .mapToLong(QueueExpected.Ending::p50Nanos)
                            .sum())
                    .isEqualTo(2 * first.estimate().costP50());
        });
    }

    @Test
    void what_an_attempt_has_cost_is_no_longer_expected_and_when_all_is_done_nothing_is() {
        var build = bench.queue(BuildRequested.titled("Write the first page"));
        bench.dispatch();
        var attempt = bench.live(build.id());
        bench.taken(attempt);
        assertThat(keeper.lookOnce()).isTrue();

        var half = build.estimate().costP50() / 2;
        bench.jdbi()
                .useHandle(tx -> tx.execute(
                        "insert into attempt_cost (session, nanos, unknown_calls, at) values (?, ?, 0, now())",
                        attempt.session(),
                        half));
        assertThat(keeper.lookOnce()).isTrue();
        bench.finished(attempt, null);
        assertThat(keeper.lookOnce()).isTrue();

        var said = said();
        assertThat(said).hasSize(3);
        assertThat(nanos(said.get(0))).isEqualTo(build.estimate().costP50());
        assertThat(nanos(said.get(1))).isEqualTo(build.estimate().costP50() - half);
        assertThat(said.get(2).endings()).isEmpty();
    }

    @Test
    void builds_that_go_together_cost_once_what_they_cost_together_while_they_wait_and_while_they_run() {
        var pages = IntStream.rangeClosed(1, 3)
                .mapToObj(each -> bench.queue(page("Page " + each)))
                .toList();
        bench.get(Proposer.class).proposeOnce();
        var batch = bench.jdbi()
                .inTransaction(tx -> bench.get(BatchKeeper.class).accept(tx, new BatchId(1), "alice", null));
        var together = batch.together().costP50();

        assertThat(keeper.lookOnce()).isTrue();
        bench.dispatch();
        bench.jdbi()
                .useHandle(tx -> tx.execute(
                        "insert into attempt_cost (session, nanos, unknown_calls, at) select session, ?, 0, now() from batch",
                        together / 2));
        bench.finished(bench.live(pages.getFirst().id()), null);
        assertThat(keeper.lookOnce()).isTrue();

        assertThat(said()).extracting(ExpectedKeeperTest::nanos).containsExactly(together, together - together / 2);
        assertThat(said())
                .allSatisfy(event -> assertThat(event.endings())
                        .singleElement()
                        .extracting(QueueExpected.Ending::builds)
                        .isEqualTo(1));
    }

    private static BuildRequested page(String title) {
        return Json.read("""
                {"title":"%s","kind":"landing-page","priority":"high","category":"bug fix","agent":"claude","workspace":null,
                 "accept":"true"}""".formatted(title).getBytes(StandardCharsets.UTF_8), BuildRequested.class);
    }

    @Test
    void nobody_knows_when_a_build_ends_that_does_not_start() {
        bench.jdbi().useHandle(tx -> tx.execute("update control set mode = 'paused'"));
        var build = bench.queue(BuildRequested.titled("Write the first page"));

        assertThat(keeper.lookOnce()).isTrue();

        assertThat(said()).singleElement().satisfies(event -> {
            assertThat(event.endings()).isEmpty();
            assertThat(event.undated()).isEqualTo(1);
            assertThat(event.undatedNanos()).isEqualTo(build.estimate().costP50());
        });
    }

    @Test
    void what_may_start_is_expected_however_many_wait_for_a_person_before_it() {
        bench.waitForConsent(250);
        bench.queue(BuildRequested.titled("Write the first page"));

        assertThat(keeper.lookOnce()).isTrue();

        assertThat(said()).singleElement().satisfies(event -> {
            assertThat(event.endings())
                    .singleElement()
                    .extracting(QueueExpected.Ending::builds)
                    .isEqualTo(1);
            assertThat(event.undated()).isEqualTo(200);
            assertThat(event.further()).isEqualTo(50);
        });
    }

    private static long nanos(QueueExpected event) {
        return event.endings().stream()
                .mapToLong(QueueExpected.Ending::p50Nanos)
                .sum();
    }

    private List<QueueExpected> said() {
        return bench
                .jdbi()
                .withHandle(
                        tx -> tx.createQuery("select payload from outbox where subject = 'queue.expected' order by seq")
                                .mapTo(String.class)
                                .list())
                .stream()
                .map(payload -> Json.read(payload.getBytes(StandardCharsets.UTF_8), QueueExpected.class))
                .toList();
    }
}
