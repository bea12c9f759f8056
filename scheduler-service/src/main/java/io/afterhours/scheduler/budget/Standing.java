package io.afterhours.scheduler.budget;

import java.time.Instant;

/** How a budget stood before something was said of it. */
record Standing(String state, Instant periodStart) {}
