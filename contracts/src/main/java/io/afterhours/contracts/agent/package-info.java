/** What agents publish about themselves on {@code agent.<agent>.*}; the smallest useful payload is enough. */
@NullMarked
package io.afterhours.contracts.agent;

import org.jspecify.annotations.NullMarked;
