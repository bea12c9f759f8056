/** This runner's settings, and what it says: everything reaches its stream, in order, however long NATS is away. */
@NullMarked
package io.afterhours.runner.host;

import org.jspecify.annotations.NullMarked;
