/** Who of several processes reads what one alone may read. */
@NullMarked
package io.afterhours.foundation.reader;

import org.jspecify.annotations.NullMarked;
