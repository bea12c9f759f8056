package io.afterhours.scheduler.markdown;

import io.afterhours.contracts.agent.BuildRequested;

/** A build to export: how it stands, and the request that would make it again. */
public record Exported(Standing standing, BuildRequested request) {}
