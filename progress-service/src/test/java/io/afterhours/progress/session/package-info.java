/** Tests. */
@NullMarked
package io.afterhours.progress.session;

import org.jspecify.annotations.NullMarked;
