/**
 * The words the services say to each other: subjects, how JSON is read and written, and the registry of all events.
 *
 * <p>Identity is a token of the subject, enforced by the NATS server; no payload ever says who published it.
 */
@NullMarked
package io.afterhours.contracts;

import org.jspecify.annotations.NullMarked;
