/** Commands about messages that could not be applied. */
@NullMarked
package io.afterhours.cli.quarantine;

import org.jspecify.annotations.NullMarked;
