package io.afterhours.journeys;

import static io.afterhours.journeys.Builds.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * An agent reports usage by the thousand a second, some of it twice, while what books it is killed at random instants: the ledger
 * holds each report once, and totals and budgets are its sums.
 *
 * <p>{@code -Djourneys.seconds=600} goes on for ten minutes, {@code -Djourneys.rate=2000} is how many reports a second there are.
 */
class LedgerKillJourney {
    private static final Duration LASTS = Duration.ofSeconds(Integer.getInteger("journeys.seconds", 10));
    private static final int PER_SECOND = Integer.getInteger("journeys.rate", 1_000);
    private static final List<String> PARTS = List.of("cost", "nats", "postgres");

    @RegisterExtension
    static final RunningSuite SUITE = new RunningSuite();

    private final Suite suite = SUITE.get();
    private final Random random = new Random(42);

    @Test
    void the_ledger_holds_each_report_once_whatever_is_killed() throws Exception {
        var report = new KillReport(
                LedgerKillJourney.class,
                "at random instants for %d s, %d reports a second: %s"
                        .formatted(LASTS.toSeconds(), PER_SECOND, String.join(", ", PARTS)));
        var begun = System.nanoTime();
        int said;
        int duplicates;
        try (var crowd = Crowd.in(suite, PER_SECOND)) {
            for (int kill = 1; kill <= PARTS.size() || System.nanoTime() - begun < LASTS.toNanos(); kill++) {
                atAnyInstant();
                kill(PARTS.get((kill - 1) % PARTS.size()), kill, crowd, report);
            }
            crowd.stop();
            said = crowd.said();
            duplicates = crowd.duplicates();
        }

        each_report_is_in_the_ledger_once(said);
        var total = new Ledger(suite).totalsAreTheSumOfTheReports();
        report.end("%d reports, %d of them said again; each in the ledger once; totals = budget = ledger = $%s"
                .formatted(said, duplicates, total.toPlainString()));
    }

    private void atAnyInstant() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(random.nextInt(4_000));
    }

    private void kill(String part, int kill, Crowd crowd, KillReport report) throws Exception {
        var booked = booked();
        var killed = System.nanoTime();
        suite.killAndAwait(part);
        var ready = Duration.ofNanos(System.nanoTime() - killed);
        patiently(Duration.ofSeconds(60)).until(() -> booked() > booked);
        report.killed(kill, part, ready, Duration.ofNanos(System.nanoTime() - killed));
    }

    private long booked() {
        return suite.tables("cost").count("select count(*) from usage");
    }

    private void each_report_is_in_the_ledger_once(int said) {
        var ledger = suite.tables("cost");
        patiently(Duration.ofMinutes(3))
                .untilAsserted(() ->
                        assertThat(ledger.count("select count(*) from usage")).isEqualTo(said));
        // A count of distinct ones sorts; a million that PostgreSQL hashes take it longer than the journey.
        assertThat(ledger.count("select count(distinct (session, cache_read_tokens)) from usage where agent = '%s'"
                        .formatted(Crowd.NAME)))
                .isEqualTo(said);
        assertThat(suite.api().items("/api/quarantine")).isEmpty();
    }
}
