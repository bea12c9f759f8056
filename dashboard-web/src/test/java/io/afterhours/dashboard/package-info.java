/** The dashboard against services that are played in this process, over real HTTP and a real NATS server. */
@NullMarked
package io.afterhours.dashboard;

import org.jspecify.annotations.NullMarked;
