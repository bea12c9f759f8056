/** Tests against a real nats-server. */
@NullMarked
package io.afterhours.local.nats;

import org.jspecify.annotations.NullMarked;
