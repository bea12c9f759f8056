package io.afterhours.scheduler.calendar;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The person's calendars, before whose meetings nothing starts that would run into them. */
@ConfigMapping(prefix = "afterhours.calendar")
public interface CalendarConfig {
    /** Calendars in iCalendar form, separated by commas: `https:`, `http:` or `file:` addresses. They are secrets: none is shown. */
    Optional<List<URI>> sources();

    /** How often they are read. */
    @WithDefault("15m")
    Duration every();

    /** How long a calendar may take to be fetched. */
    @WithDefault("20s")
    Duration timeout();

    /** Whether the titles of meetings are kept, and named where one is the reason that a build waits. */
    @WithDefault("false")
    boolean titles();

    /** Whether an event of whole days counts as a meeting. */
    @WithDefault("false")
    boolean allDay();
}
