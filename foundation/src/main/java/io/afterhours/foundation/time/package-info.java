/**
 * The clock that shells are given, and what is done in the course of time.
 */
@NullMarked
package io.afterhours.foundation.time;

import org.jspecify.annotations.NullMarked;
