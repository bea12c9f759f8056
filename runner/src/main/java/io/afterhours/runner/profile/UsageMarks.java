package io.afterhours.runner.profile;

import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How much of an agent session's growing usage was booked already, by model; kept on disk with the session. */
public record UsageMarks(Map<String, Mark> models) {
    public static final UsageMarks NONE = new UsageMarks(Map.of());

    public UsageMarks {
        models = Map.copyOf(models);
    }

    /**
     * What was booked of one model.
     *
     * @param costUsd booked cost; absent when part of the tokens was booked without one, so that differences of cost say nothing
     */
    public record Mark(Tokens tokens, @Nullable BigDecimal costUsd) {
        private static final Mark NOTHING = new Mark(Tokens.NONE, BigDecimal.ZERO);
    }

    Mark of(String model) {
        return models.getOrDefault(model, Mark.NOTHING);
    }
}
