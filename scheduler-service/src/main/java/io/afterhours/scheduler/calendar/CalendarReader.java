package io.afterhours.scheduler.calendar;

import io.afterhours.contracts.Excerpt;
import io.afterhours.scheduler.planning.Meeting;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.data.ParserException;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.Period;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.property.DtStart;
import net.fortuna.ical4j.model.property.RecurrenceId;

/**
 * Reads the meetings between two instants out of an iCalendar document (RFC 5545): series with their exceptions and moved
 * occurrences, times in zones or without one, whole days. Cancelled and transparent events are no meetings.
 */
final class CalendarReader {
    private static final int MOST_MEETINGS = 2_000;

    /** A series of every second or minute is no series of meetings, and would take for ever to write out. */
    private static final List<String> TOO_OFTEN = List.of("FREQ=SECONDLY", "FREQ=MINUTELY");

    private final Instant from;
    private final Instant until;
    private final ZoneId zone;
    private final boolean titles;
    private final boolean allDay;

    /**
     * A reader of one stretch of time.
     *
     * @param zone where times count that name no zone
     */
    CalendarReader(Instant from, Instant until, ZoneId zone, boolean titles, boolean allDay) {
        this.from = from;
        this.until = until;
        this.zone = zone;
        this.titles = titles;
        this.allDay = allDay;
    }

    /** The meetings in the order in which they begin. */
    List<Meeting> read(byte[] document) throws CalendarFault {
        var events = events(document);
        try {
            return meetings(events, moved(events));
        } catch (DateTimeException e) {
            // Zones are looked up when a time is asked for, not when the document is read.
            throw new CalendarFault("It has a time in a zone that is not known.");
        }
    }

    private List<Meeting> meetings(List<VEvent> events, Map<String, Set<Instant>> moved) throws CalendarFault {
        var meetings = new ArrayList<Meeting>();
        for (var event : events) {
            if (!isNoMeeting(event)) {
                meetings.addAll(occurrences(event, moved.getOrDefault(uid(event), Set.of())));
            }
            if (meetings.size() > MOST_MEETINGS) {
                throw new CalendarFault("It has more than " + MOST_MEETINGS + " meetings in two weeks.");
            }
        }
        return meetings.stream().sorted(Comparator.comparing(Meeting::begins)).toList();
    }

    private static List<VEvent> events(byte[] document) throws CalendarFault {
        try {
            Calendar calendar = new CalendarBuilder().build(new ByteArrayInputStream(document));
            return calendar.<VEvent>getComponents("VEVENT");
        } catch (ParserException e) {
            throw new CalendarFault("Line " + e.getLineNo() + " is no iCalendar.");
        } catch (IOException | RuntimeException e) {
            throw new CalendarFault("It is no iCalendar document.");
        }
    }

    /** By series, the begins of occurrences that have an event of their own. */
    private Map<String, Set<Instant>> moved(List<VEvent> events) {
        var moved = new HashMap<String, Set<Instant>>();
        for (var event : events) {
            occurrenceOf(event)
                    .ifPresent(begin -> moved.computeIfAbsent(uid(event), _ -> new HashSet<>())
                            .add(begin));
        }
        return moved;
    }

    private List<Meeting> occurrences(VEvent event, Set<Instant> moved) throws CalendarFault {
        var start = event.<DtStart<? extends Temporal>>getProperty("DTSTART")
                .map(DtStart::getDate)
                .orElse(null);
        if (start == null || (start instanceof LocalDate && !allDay)) {
            return List.of();
        }
        var own = occurrenceOf(event).isPresent();
        var meetings = new ArrayList<Meeting>();
        for (var period : periods(event, start)) {
            var begins = instant(period.getStart());
            var ends = instant(period.getEnd());
            if (begins.isBefore(ends)
                    && ends.isAfter(from)
                    && begins.isBefore(until)
                    && (own || !moved.contains(begins))) {
                meetings.add(new Meeting(begins, ends, titles ? title(event) : null));
            }
        }
        return meetings;
    }

    private Set<? extends Period<? extends Temporal>> periods(VEvent event, Temporal start) throws CalendarFault {
        var rule = event.getProperty("RRULE").map(Property::getValue).orElse("");
        if (TOO_OFTEN.stream().anyMatch(rule::contains)) {
            throw new CalendarFault("It has a series that recurs every minute or more often.");
        }
        try {
            return event.<Temporal>calculateRecurrenceSet(span(start));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new CalendarFault("It has a series that cannot be written out.");
        }
    }

    /** The library wants the stretch in the same kind of time as the event. */
    private Period<? extends Temporal> span(Temporal start) {
        var first = from.atZone(zone).minusDays(1);
        var last = until.atZone(zone).plusDays(1);
        return switch (start) {
            case LocalDate _ -> new Period<>(first.toLocalDate(), last.toLocalDate());
            case LocalDateTime _ -> new Period<>(first.toLocalDateTime(), last.toLocalDateTime());
            default -> new Period<>(first, last);
        };
    }

    private Optional<Instant> occurrenceOf(VEvent event) {
        return event.<RecurrenceId<? extends Temporal>>getProperty("RECURRENCE-ID")
                .map(RecurrenceId::getDate)
                .map(this::instant);
    }

    private Instant instant(Temporal time) {
        return switch (time) {
            case Instant instant -> instant;
            case ZonedDateTime zoned -> zoned.toInstant();
            case OffsetDateTime offset -> offset.toInstant();
            case LocalDateTime local -> local.atZone(zone).toInstant();
            case LocalDate date -> date.atStartOfDay(zone).toInstant();
            default -> throw new DateTimeException("no time that is known");
        };
    }

    private static boolean isNoMeeting(VEvent event) {
        return has(event, "STATUS", "CANCELLED") || has(event, "TRANSP", "TRANSPARENT");
    }

    private static boolean has(VEvent event, String property, String value) {
        return event.getProperty(property)
                .map(Property::getValue)
                .filter(value::equalsIgnoreCase)
                .isPresent();
    }

    private static String uid(VEvent event) {
        return event.getProperty("UID").map(Property::getValue).orElse("");
    }

    private static String title(VEvent event) {
        var title =
                event.getProperty("SUMMARY").map(Property::getValue).orElse("").strip();
        return Excerpt.of(title, 200);
    }
}
