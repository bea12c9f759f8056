package io.afterhours.scheduler.simulate;

import io.afterhours.scheduler.markdown.Unread;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/**
 * What came of a simulation, and what it took for granted.
 *
 * @param queue {@code markdown} or {@code as it stands}
 * @param meetings how many are in the person's calendars
 * @param unread lines of the Markdown that could not be read
 */
public record SimulationReport(
        Instant from,
        Instant until,
        ZoneId zone,
        int days,
        long seed,
        String queue,
        int builds,
        int slots,
        int meetings,
        boolean retries,
        List<Figures> runs,
        Model model,
        List<Unread> unread) {}
