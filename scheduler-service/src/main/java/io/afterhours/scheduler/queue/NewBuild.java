package io.afterhours.scheduler.queue;

import io.afterhours.contracts.agent.BuildRequested;
import io.afterhours.scheduler.estimate.Estimate;
import io.afterhours.scheduler.planning.Approval;
import java.time.Instant;

/** A request that was found to be a new build, with what intake decided about it. */
record NewBuild(
        BuildRequested request,
        Approval approval,
        long score,
        Estimate estimate,
        String createdBy,
        Instant createdAt) {}
