package io.afterhours.runner.profile;

import java.math.BigDecimal;
import java.util.HashMap;
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
    public record Mark(Tokens tokens, @Nullable BigDecimal costUsd) {}

    /** What is to be booked now, and the marks after it. */
    record Booking(Tokens tokens, @Nullable BigDecimal costUsd, UsageMarks after) {}

    /** Books up to a total that the agent reported for its whole session. */
    Booking upTo(String model, Tokens total, @Nullable BigDecimal totalCost) {
        var mark = models.getOrDefault(model, new Mark(Tokens.NONE, BigDecimal.ZERO));
        var booked = mark.costUsd();
        var cost = totalCost == null || booked == null
                ? null
                : totalCost.subtract(booked).max(BigDecimal.ZERO);
        var reached = booked == null || totalCost == null ? null : totalCost.max(booked);
        var tokens = total.beyond(mark.tokens());
        return new Booking(tokens, cost, with(model, new Mark(mark.tokens().plus(tokens), reached)));
    }

    /** Books tokens seen on the way, whose cost is not known and whose total never came. */
    Booking onTop(String model, Tokens tokens) {
        var mark = models.getOrDefault(model, new Mark(Tokens.NONE, BigDecimal.ZERO));
        return new Booking(tokens, null, with(model, new Mark(mark.tokens().plus(tokens), null)));
    }

    private UsageMarks with(String model, Mark mark) {
        var changed = new HashMap<>(models);
        changed.put(model, mark);
        return new UsageMarks(changed);
    }
}
