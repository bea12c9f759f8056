/** Commands about what needs a person. */
@NullMarked
package io.afterhours.cli.inbox;

import org.jspecify.annotations.NullMarked;
