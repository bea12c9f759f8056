/**
 * Says what the queue should cost and when, for whoever foretells spending: of each build that runs what it should still cost, of each that
 * waits its estimate, both at the hour in which its attempt should end. It decides nothing and holds nothing back.
 */
@NullMarked
package io.afterhours.scheduler.expected;

import org.jspecify.annotations.NullMarked;
