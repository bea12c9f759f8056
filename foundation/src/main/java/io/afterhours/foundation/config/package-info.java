/**
 * A key that nobody knows stops the start and names the nearest one that is known.
 */
@NullMarked
package io.afterhours.foundation.config;

import org.jspecify.annotations.NullMarked;
