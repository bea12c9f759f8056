/**
 * Who may publish: identities of agents, made and withdrawn.
 */
@NullMarked
package io.afterhours.scheduler.agent;

import org.jspecify.annotations.NullMarked;
