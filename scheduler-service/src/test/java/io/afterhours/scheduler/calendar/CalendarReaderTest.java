package io.afterhours.scheduler.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.afterhours.scheduler.planning.Meeting;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CalendarReaderTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    /** Sunday on which the clocks go back. */
    private static final Instant FROM = Instant.parse("2026-10-25T00:00:00Z");

    private static final Instant UNTIL = FROM.plus(Duration.ofDays(16));

    @Test
    void reads_a_meeting_in_its_zone() throws CalendarFault {
        assertThat(read("""
            DTSTART;TZID=America/New_York:20261026T090000
            DTEND;TZID=America/New_York:20261026T093000""")).containsExactly(meeting("2026-10-26T14:00", "2026-10-26T14:30"));
    }

    @Test
    void reads_times_in_utc_with_a_duration_and_without_a_zone() throws CalendarFault {
        assertThat(read("DTSTART:20261026T180000Z\nDTEND:20261026T183000Z"))
                .containsExactly(meeting("2026-10-26T19:00", "2026-10-26T19:30"));
        assertThat(read("DTSTART:20261027T100000\nDURATION:PT1H"))
                .containsExactly(meeting("2026-10-27T10:00", "2026-10-27T11:00"));
    }

    @Test
    void reads_the_zone_that_a_calendar_brings_along_and_those_of_windows() throws CalendarFault {
        var own = """
            BEGIN:VTIMEZONE
            TZID:At home
            BEGIN:STANDARD
            DTSTART:19701025T030000
            TZOFFSETFROM:+0200
            TZOFFSETTO:+0100
            RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
            END:STANDARD
            BEGIN:DAYLIGHT
            DTSTART:19700329T020000
            TZOFFSETFROM:+0100
            TZOFFSETTO:+0200
            RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
            END:DAYLIGHT
            END:VTIMEZONE
            """;

        assertThat(document(own + event("m", "DTSTART;TZID=At home:20261026T160000\nDURATION:PT1H")))
                .containsExactly(meeting("2026-10-26T16:00", "2026-10-26T17:00"));
        assertThat(read("DTSTART;TZID=W. Europe Standard Time:20261026T200000\nDURATION:PT1H"))
                .containsExactly(meeting("2026-10-26T20:00", "2026-10-26T21:00"));
    }

    @Test
    void writes_a_series_out_at_the_same_time_on_the_wall_before_and_after_the_clocks_change() throws CalendarFault {
        assertThat(read("""
            DTSTART;TZID=Europe/Berlin:20261018T093000
            DTEND;TZID=Europe/Berlin:20261018T094500
            RRULE:FREQ=WEEKLY"""))
                .containsExactly(
                        meeting("2026-10-25T09:30", "2026-10-25T09:45"),
                        meeting("2026-11-01T09:30", "2026-11-01T09:45"),
                        meeting("2026-11-08T09:30", "2026-11-08T09:45"));
    }

    @Test
    void leaves_out_what_a_series_excepts_and_moves_what_was_moved() throws CalendarFault {
        var series = event("standup", """
            DTSTART;TZID=Europe/Berlin:20260105T093000
            DTEND;TZID=Europe/Berlin:20260105T094500
            RRULE:FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20261106T000000Z
            EXDATE;TZID=Europe/Berlin:20261028T093000""");
        var moved = event("standup", """
            RECURRENCE-ID;TZID=Europe/Berlin:20261026T093000
            DTSTART;TZID=Europe/Berlin:20261026T140000
            DTEND;TZID=Europe/Berlin:20261026T141500""");
        var cancelled = event("standup", """
            RECURRENCE-ID;TZID=Europe/Berlin:20261104T093000
            STATUS:CANCELLED
            DTSTART;TZID=Europe/Berlin:20261104T093000
            DTEND;TZID=Europe/Berlin:20261104T094500""");

        assertThat(document(series + moved + cancelled))
                .containsExactly(
                        meeting("2026-10-26T14:00", "2026-10-26T14:15"),
                        meeting("2026-11-02T09:30", "2026-11-02T09:45"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"STATUS:CANCELLED", "TRANSP:TRANSPARENT"})
    void what_is_cancelled_or_transparent_is_no_meeting(String property) throws CalendarFault {
        assertThat(read("DTSTART:20261026T180000Z\nDTEND:20261026T183000Z\n" + property))
                .isEmpty();
    }

    @Test
    void whole_days_count_only_where_the_operator_says_so() throws CalendarFault {
        var holiday = document(true, false, event("h", "DTSTART;VALUE=DATE:20261027\nDTEND;VALUE=DATE:20261029"));

        assertThat(holiday).containsExactly(meeting("2026-10-27T00:00", "2026-10-29T00:00"));
        assertThat(read("DTSTART;VALUE=DATE:20261027\nDTEND;VALUE=DATE:20261029"))
                .isEmpty();
    }

    @Test
    void keeps_titles_only_where_the_operator_says_so() throws CalendarFault {
        var event = event("m", "DTSTART:20261026T180000Z\nDTEND:20261026T183000Z\nSUMMARY:Salary talk");

        assertThat(document(false, true, event)).extracting(Meeting::title).containsExactly("Salary talk");
        assertThat(document(false, false, event)).extracting(Meeting::title).containsOnlyNulls();
    }

    @Test
    void keeps_a_meeting_that_is_on_and_leaves_out_what_is_over_or_far() throws CalendarFault {
        assertThat(document(event("on", "DTSTART:20261024T230000Z\nDTEND:20261025T003000Z")
                        + event("over", "DTSTART:20261024T200000Z\nDTEND:20261024T210000Z")
                        + event("far", "DTSTART:20261124T200000Z\nDTEND:20261124T210000Z")))
                .containsExactly(meeting("2026-10-25T01:00", "2026-10-25T02:30"));
    }

    @Test
    void refuses_what_is_no_calendar_without_saying_what_it_is() {
        assertThatThrownBy(() -> reader(false, false).read("<html>secret</html>".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(CalendarFault.class)
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> read("DTSTART:20261026T180000Z\nDURATION:PT1S\nRRULE:FREQ=SECONDLY"))
                .isInstanceOf(CalendarFault.class)
                .hasMessageContaining("every minute or more often");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DTSTART;TZID=My own zone:20261026T180000\nDURATION:PT1H",
                "DTSTART:20261026T180000Z\nDURATION:PT1H\nRECURRENCE-ID;TZID=My own zone:20261026T170000"
            })
    void refuses_a_time_in_a_zone_that_is_not_known_as_it_does_what_is_no_calendar(String properties) {
        assertThatThrownBy(() -> read(properties))
                .isInstanceOf(CalendarFault.class)
                .hasMessage("It has a time in a zone that is not known.");
    }

    private static List<Meeting> read(String properties) throws CalendarFault {
        return document(event("m", properties));
    }

    private static List<Meeting> document(String events) throws CalendarFault {
        return document(false, false, events);
    }

    private static List<Meeting> document(boolean allDay, boolean titles, String events) throws CalendarFault {
        var text = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//test//test//EN\n" + events + "END:VCALENDAR\n";
        return reader(allDay, titles).read(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    private static CalendarReader reader(boolean allDay, boolean titles) {
        return new CalendarReader(FROM, UNTIL, BERLIN, titles, allDay);
    }

    private static String event(String uid, String properties) {
        return "BEGIN:VEVENT\nUID:" + uid + "\nDTSTAMP:20260101T000000Z\n" + properties.strip() + "\nEND:VEVENT\n";
    }

    private static Meeting meeting(String begins, String ends) {
        return new Meeting(at(begins), at(ends), null);
    }

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(BERLIN).toInstant();
    }
}
