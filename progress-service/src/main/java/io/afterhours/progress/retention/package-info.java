/** Cleans up what has ended long ago or fell silent; never what is live. */
@NullMarked
package io.afterhours.progress.retention;

import org.jspecify.annotations.NullMarked;
