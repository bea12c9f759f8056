/** This runner on the bus: takes work while slots are free, obeys commands, says that it is alive. */
@NullMarked
package io.afterhours.runner.work;

import org.jspecify.annotations.NullMarked;
