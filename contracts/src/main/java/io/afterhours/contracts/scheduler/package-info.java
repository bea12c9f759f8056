/** What scheduler-service says: builds and escalations as they change, attempts it dispatches, commands it gives. */
@NullMarked
package io.afterhours.contracts.scheduler;

import org.jspecify.annotations.NullMarked;
