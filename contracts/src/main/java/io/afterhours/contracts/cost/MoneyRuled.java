package io.afterhours.contracts.cost;

import io.afterhours.contracts.Check;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A person changed a rule about money, which is a budget or what is kept of a subscription's window; on {@code cost.ruled}.
 *
 * @param by through what the person acted
 * @param what they did, e.g. {@code set budget}
 * @param target to what, e.g. the budget's name, or {@code claude weekly}
 * @param why as the person said
 * @param result what is otherwise since, e.g. {@code limit $20.00 to $200.00}
 */
public record MoneyRuled(
        String by, String what, String target, @Nullable String why, String result, Instant at) {
    public MoneyRuled {
        by = Check.required("by", by, Check.SHORT);
        what = Check.required("what", what, Check.SHORT);
    }
}
