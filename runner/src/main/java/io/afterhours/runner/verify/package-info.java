/**
 * Done is proven: the acceptance command runs where the agent worked, and its exit code decides. The command is the
 * person's own; it is run as {@code /bin/sh <file>} in the same containment and within caps of its own, without the agent's
 * secrets. Its last lines are the evidence for the next attempt.
 */
@NullMarked
package io.afterhours.runner.verify;

import org.jspecify.annotations.NullMarked;
