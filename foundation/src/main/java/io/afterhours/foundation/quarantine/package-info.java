/**
 * What could not be read or applied stands here with a reason until a person replays it or it ages out.
 */
@NullMarked
package io.afterhours.foundation.quarantine;

import org.jspecify.annotations.NullMarked;
