/** Who may publish and subscribe what, as allow lists that the NATS server enforces. */
@NullMarked
package io.afterhours.contracts.access;

import org.jspecify.annotations.NullMarked;
