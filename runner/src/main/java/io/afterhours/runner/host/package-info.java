/** This runner on the bus: takes work while slots are free, obeys commands, says that it is alive, publishes in order. */
@NullMarked
package io.afterhours.runner.host;

import org.jspecify.annotations.NullMarked;
