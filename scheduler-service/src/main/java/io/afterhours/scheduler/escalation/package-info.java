/**
 * Everything that needs a person: raised once, listed by what it blocks, answered, and the answer carried out.
 */
@NullMarked
package io.afterhours.scheduler.escalation;

import org.jspecify.annotations.NullMarked;
