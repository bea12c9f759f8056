/**
 * Holds builds in whose text the safety checks saw something, until a person lets them go. What is seen is decided by
 * {@link io.afterhours.scheduler.safety.SafetyRules}; here it is kept, asked about and answered.
 *
 * <pre>
 *   queued ──► something seen? ──no──► clear
 *                   │
 *                  yes, all of it covered by rules of the person ──► clear, with a line in the build's history
 *                   │
 *                   ▼
 *                 held ──► escalation of kind "safety"
 *                            fine                  ──► fine, this once
 *                            always for this kind  ──► a rule; every held build that it covers goes on, too
 *                            cancel                ──► cancelled
 * </pre>
 */
@NullMarked
package io.afterhours.scheduler.clearance;

import org.jspecify.annotations.NullMarked;
