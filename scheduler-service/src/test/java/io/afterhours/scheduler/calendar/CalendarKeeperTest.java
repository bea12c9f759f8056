package io.afterhours.scheduler.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.afterhours.foundation.sql.Databases;
import io.afterhours.scheduler.control.ControlConfig;
import io.afterhours.scheduler.control.PolicyStore;
import io.afterhours.scheduler.dispatch.PlanningWake;
import io.afterhours.scheduler.planning.Meeting;
import io.afterhours.scheduler.queue.QueueBell;
import io.afterhours.testkit.SettableClock;
import io.afterhours.testkit.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalendarKeeperTest {
    private static final Instant NOW = Instant.parse("2026-11-20T11:00:00Z");
    private static final Meeting REVIEW =
            new Meeting(Instant.parse("2026-11-20T14:00:00Z"), Instant.parse("2026-11-20T15:00:00Z"), null);

    private final TestDatabase database = TestDatabase.migrated("db/foundation", "db/migration");
    private final Jdbi jdbi =
            Databases.configured(Jdbi.create(database.jdbcUrl(), database.user(), database.password()));
    private final CalendarStore store = new CalendarStore();
    private final HttpServer server = server();
    private byte[] answer = new byte[0];
    private int status = 200;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private record Config(Optional<List<URI>> sources, Duration every, Duration timeout, boolean titles, boolean allDay)
            implements CalendarConfig {}

    @BeforeEach
    void the_server_has_a_calendar() {
        answer = calendar("20261120T140000Z", "20261120T150000Z");
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void reads_calendars_from_a_file_and_an_address_and_shows_neither_path_nor_secret() throws Exception {
        var file = Files.write(folder.resolve("work.ics"), calendar("20261120T160000Z", "20261120T170000Z"));

        refresh(file.toUri(), address());

        assertThat(meetings()).hasSize(2).contains(REVIEW);
        assertThat(standings())
                .extracting(CalendarStore.Standing::name)
                .containsExactly("calendar 1 (file)", "calendar 2 (127.0.0.1)");
        assertThat(standings()).allSatisfy(each -> {
            assertThat(each.error()).isNull();
            assertThat(each.readAt()).isEqualTo(NOW);
        });
    }

    @Test
    void keeps_what_it_last_read_while_a_calendar_cannot_be_read_and_says_why() throws Exception {
        refresh(address());
        status = 503;
        refresh(address());
        assertThat(meetings()).containsExactly(REVIEW);
        assertThat(standings()).extracting(CalendarStore.Standing::error).containsExactly("Its server answers 503.");

        status = 200;
        answer = "no calendar".getBytes(StandardCharsets.UTF_8);
        refresh(address());
        assertThat(meetings()).containsExactly(REVIEW);

        answer = calendar("20261121T140000Z", "20261121T150000Z");
        refresh(address());
        assertThat(meetings()).hasSize(1).doesNotContain(REVIEW);
        assertThat(standings()).extracting(CalendarStore.Standing::error).containsOnlyNulls();
    }

    @Test
    void refuses_a_calendar_that_is_too_large_and_an_address_of_another_kind() throws Exception {
        answer = new byte[CalendarFetcher.LARGEST + 1];

        refresh(
                address(),
                URI.create("ftp://127.0.0.1/a.ics"),
                folder.resolve("none.ics").toUri());

        assertThat(standings())
                .extracting(CalendarStore.Standing::error)
                .containsExactly(
                        "It is larger than 5 MB.",
                        "Its address begins with none of https:, http: and file:.",
                        "It cannot be fetched: NoSuchFileException.");
    }

    @Test
    void forgets_a_calendar_that_is_no_longer_named() throws Exception {
        refresh(address());
        refresh();

        assertThat(standings()).isEmpty();
        assertThat(meetings()).isEmpty();
    }

    private void refresh(URI... sources) throws InterruptedException {
        var config =
                new Config(Optional.of(List.of(sources)), Duration.ofMinutes(15), Duration.ofSeconds(5), false, false);
        ControlConfig control = () -> Optional.of("Europe/Berlin");
        new CalendarKeeper(
                        jdbi,
                        store,
                        new CalendarFetcher(config),
                        config,
                        new PolicyStore(control),
                        new PlanningWake(new QueueBell()),
                        new SettableClock(NOW))
                .refreshOnce();
    }

    private List<Meeting> meetings() {
        return jdbi.inTransaction(tx -> store.meetings(tx, NOW));
    }

    private List<CalendarStore.Standing> standings() {
        return jdbi.inTransaction(store::calendars);
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/secret/basic.ics?token=secret");
    }

    private static byte[] calendar(String begins, String ends) {
        return """
                BEGIN:VCALENDAR
                VERSION:2.0
                PRODID:-//test//test//EN
                BEGIN:VEVENT
                UID:m
                DTSTAMP:20260101T000000Z
                DTSTART:%s
                DTEND:%s
                SUMMARY:Salary talk
                END:VEVENT
                END:VCALENDAR
                """.formatted(begins, ends).replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    private static HttpServer server() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
