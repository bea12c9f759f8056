/**
 * The clock that shells are given.
 */
@NullMarked
package io.afterhours.foundation.time;

import org.jspecify.annotations.NullMarked;
