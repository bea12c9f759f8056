/** Tests. */
@NullMarked
package io.afterhours.progress;

import org.jspecify.annotations.NullMarked;
