package io.afterhours.cost.attribution;

/** A session that says itself which build it works on. */
public record Claim(String session, String build) {}
