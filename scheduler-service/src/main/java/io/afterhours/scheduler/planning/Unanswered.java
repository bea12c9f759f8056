package io.afterhours.scheduler.planning;

import java.time.Instant;

/**
 * What is taken for a person's answer where none comes.
 *
 * @param answer the option that the question names for that
 * @param at its deadline
 */
public record Unanswered(String answer, Instant at) {}
