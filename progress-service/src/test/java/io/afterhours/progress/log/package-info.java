/** Tests. */
@NullMarked
package io.afterhours.progress.log;

import org.jspecify.annotations.NullMarked;
