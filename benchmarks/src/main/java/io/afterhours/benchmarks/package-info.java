/**
 * Measures the whole suite from outside, as a person or a program meets it: over its front door, HTTP, NATS and the live
 * stream. It reads no table and calls no class of a service. Never part of a test run: {@code benchmarks/run} starts it.
 */
@NullMarked
package io.afterhours.benchmarks;

import org.jspecify.annotations.NullMarked;
