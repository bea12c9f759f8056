/** Tests. */
@NullMarked
package io.afterhours.progress.build;

import org.jspecify.annotations.NullMarked;
