/** Tests of what is said of measurements; nothing is measured here. */
@NullMarked
package io.afterhours.benchmarks;

import org.jspecify.annotations.NullMarked;
