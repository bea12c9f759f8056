/** Tests. */
@NullMarked
package io.afterhours.progress.retention;

import org.jspecify.annotations.NullMarked;
