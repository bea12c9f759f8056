/**
 * Every action of a person: who, what, when, why, result.
 */
@NullMarked
package io.afterhours.scheduler.audit;

import org.jspecify.annotations.NullMarked;
