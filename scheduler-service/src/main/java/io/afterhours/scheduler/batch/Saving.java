package io.afterhours.scheduler.batch;

import io.afterhours.scheduler.estimate.Estimate;
import java.util.List;

/**
 * What doing builds together saves against doing each alone; negative where it costs more.
 *
 * @param nanos nano-dollars
 */
public record Saving(int minutes, long nanos) {
    /** What is expected to be saved. */
    static Saving of(List<Estimate> alone, Estimate together) {
        return new Saving(
                alone.stream().mapToInt(Estimate::minutesP50).sum() - together.minutesP50(),
                alone.stream().mapToLong(Estimate::costP50).sum() - together.costP50());
    }
}
