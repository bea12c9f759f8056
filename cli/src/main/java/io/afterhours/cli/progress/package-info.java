/** Commands about what sessions report. */
@NullMarked
package io.afterhours.cli.progress;

import org.jspecify.annotations.NullMarked;
