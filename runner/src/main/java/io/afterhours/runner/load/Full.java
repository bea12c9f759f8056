package io.afterhours.runner.load;

import io.afterhours.contracts.runner.HostResource;
import java.time.Instant;

/** That nothing more is taken, because of what, and since when. */
public record Full(HostResource resource, Instant since) {}
