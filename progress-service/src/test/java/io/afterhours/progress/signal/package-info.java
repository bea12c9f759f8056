/** Tests. */
@NullMarked
package io.afterhours.progress.signal;

import org.jspecify.annotations.NullMarked;
