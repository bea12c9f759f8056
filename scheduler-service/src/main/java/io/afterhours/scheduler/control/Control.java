package io.afterhours.scheduler.control;

import io.afterhours.scheduler.planning.Mode;
import io.afterhours.scheduler.policy.Policy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whether builds start, since when and by whose word, and the policy that says when. */
public record Control(
        Mode mode, Instant since, String by, @Nullable String note, Policy policy) {}
