package io.afterhours.journeys;

import static io.afterhours.journeys.Builds.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * An agent floods and is parked, and what parks it is killed: what it said is applied once, all of it, and the others go on meanwhile.
 *
 * <p>{@code -Djourneys.kills=10} kills each part ten times.
 */
class FloodKillJourney {
    private static final int KILLS = Integer.getInteger("journeys.kills", 1);
    private static final List<String> PARTS = List.of("progress", "nats", "postgres");
    /** So few that also a slow machine floods it. */
    private static final String MAY_SAY = """
            afterhours.parking.rate=400
            afterhours.parking.burst=500
            """;

    /** More than it may say at once, and in the seconds that it takes to say it. */
    private static final int AT_ONCE = 3_000;

    /** What it says between its being parked and the kill. */
    private static final int BEYOND = 1_000;

    @RegisterExtension
    static final RunningSuite SUITE = new RunningSuite(Map.of("progress", MAY_SAY));

    private final Suite suite = SUITE.get();
    private final Random random = new Random(42);

    @Test
    void a_parked_flood_is_applied_once_whatever_is_killed_and_the_others_go_on() throws Exception {
        var report = new KillReport(
                FloodKillJourney.class,
                "while a flood is parked, %d of each of %s".formatted(KILLS, String.join(", ", PARTS)));
        int flooded;
        int witnessed;
        try (var flood = Flood.in(suite);
                var witness = Witness.in(suite)) {
            for (int kill = 1; kill <= KILLS; kill++) {
                for (var part : PARTS) {
                    kill_while_it_is_parked(part, kill, flood, witness, report);
                }
            }
            flood.stop();
            witness.stop();
            flooded = flood.said();
            witnessed = witness.acknowledged();
        }

        each_report_is_applied_once(Flood.SESSIONS, flooded);
        each_report_is_applied_once("w-", witnessed);
        the_flood_is_over();
        report.end("%d reports of the flood and %d of the witness, each applied once".formatted(flooded, witnessed));
    }

    private void kill_while_it_is_parked(String part, int kill, Flood flood, Witness witness, KillReport report)
            throws Exception {
        if (parked() == 0) {
            flood.say(AT_ONCE);
            patiently(Duration.ofSeconds(60)).until(() -> parked() > 0);
        }
        flood.say(BEYOND);
        TimeUnit.MILLISECONDS.sleep(random.nextInt(1_000));
        var killed = System.nanoTime();
        suite.killAndAwait(part);
        var ready = Duration.ofNanos(System.nanoTime() - killed);
        // Acknowledged after the kill: of what came before it some was applied.
        var later = witness.acknowledged() + 1;
        patiently(Duration.ofSeconds(60)).until(() -> applied("w-" + later) > 0);
        report.killed(kill, part, ready, Duration.ofNanos(System.nanoTime() - killed));
    }

    private long parked() {
        return suite.tables("progress").count("select count(*) from parked_agent");
    }

    private long applied(String session) {
        return suite.tables("progress").count("select count(*) from session_update where session = '" + session + "'");
    }

    /** Its rows are as many as there are reports, no two of them alike, and its sessions count the same. */
    private void each_report_is_applied_once(String sessions, int said) {
        var tables = suite.tables("progress");
        var rows = "from session_update where starts_with(session, '" + sessions + "')";
        patiently(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(tables.count("select count(distinct (session, message)) " + rows))
                        .isEqualTo(said));
        assertThat(tables.count("select count(*) " + rows)).isEqualTo(said);
        assertThat(tables.count("select sum((facts ->> 'updates')::bigint) from session where starts_with(id, '"
                        + sessions + "')"))
                .isEqualTo(said);
    }

    private void the_flood_is_over() {
        patiently(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(parked()).isZero());
        var api = suite.api();
        patiently(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(api.items("/api/escalations?state=open"))
                        .extracting(each -> each.path("kind").asText())
                        .doesNotContain("flood"));
        assertThat(api.items("/api/quarantine")).isEmpty();
    }
}
