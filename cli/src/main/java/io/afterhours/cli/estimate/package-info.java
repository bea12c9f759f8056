/** Commands about what builds should take, and how often that was right. */
@NullMarked
package io.afterhours.cli.estimate;

import org.jspecify.annotations.NullMarked;
