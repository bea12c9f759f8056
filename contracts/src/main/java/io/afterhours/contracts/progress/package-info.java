/** What progress-service says of sessions. */
@NullMarked
package io.afterhours.contracts.progress;

import org.jspecify.annotations.NullMarked;
