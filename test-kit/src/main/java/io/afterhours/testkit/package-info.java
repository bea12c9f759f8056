/**
 * What tests share: real servers, a settable clock, the cast, and the rules of the house.
 *
 * <p>PostgreSQL and NATS come from containers where both images are at hand and from local binaries elsewhere;
 * {@code -Dservers=docker} or {@code -Dservers=local} decides by hand.
 */
@NullMarked
package io.afterhours.testkit;

import org.jspecify.annotations.NullMarked;
