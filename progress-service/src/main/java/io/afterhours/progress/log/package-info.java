/** The lines that sessions wrote: numbered, searchable, and bounded by leaving out the middle. */
@NullMarked
package io.afterhours.progress.log;

import org.jspecify.annotations.NullMarked;
