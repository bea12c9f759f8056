/** The front door's engine: `up`, `down`, `provision`. Starts and stops processes, decides nothing about work. */
@NullMarked
package io.afterhours.local;

import org.jspecify.annotations.NullMarked;
