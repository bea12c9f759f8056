/**
 * One trace from a request to everything that follows from it: HTTP header, log lines, outbox, NATS header, the method that takes
 * the message, its outbox. It is carried, not recorded: who wants spans finds the ids where W3C Trace Context puts them.
 */
@NullMarked
package io.afterhours.foundation.trace;

import org.jspecify.annotations.NullMarked;
