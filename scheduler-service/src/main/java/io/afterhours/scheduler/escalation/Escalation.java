package io.afterhours.scheduler.escalation;

import io.afterhours.contracts.scheduler.EscalationChanged;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A question as it stands in the inbox.
 *
 * @param state {@code open}, {@code acknowledged}, {@code answered} or {@code expired}
 * @param acknowledgedBy who has seen it
 * @param snoozedUntil when it is put before the person again, if somebody has seen it and wants that
 */
public record Escalation(
        EscalationId number,
        Question question,
        String state,
        Instant raisedAt,
        @Nullable String acknowledgedBy,
        @Nullable Instant snoozedUntil,
        @Nullable Instant answeredAt,
        @Nullable String answeredBy,
        @Nullable String answer,
        @Nullable String note) {

    public String id() {
        return number.toString();
    }

    public String title() {
        return question.title();
    }

    boolean isOpen() {
        return state.equals("open") || state.equals("acknowledged");
    }

    EscalationChanged asEvent() {
        return new EscalationChanged(
                id(),
                question.kind(),
                question.severity(),
                question.title(),
                question.text(),
                question.options(),
                question.defaultOption(),
                question.deadline(),
                question.build() == null ? null : question.build().toString(),
                question.agent(),
                question.session(),
                state,
                raisedAt,
                acknowledgedBy,
                snoozedUntil,
                answeredAt,
                answer);
    }
}
