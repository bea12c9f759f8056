/** The state folder: where everything of one installation lies, and who may read it. Decides names and modes, starts nothing. */
@NullMarked
package io.afterhours.local.state;

import org.jspecify.annotations.NullMarked;
