/** Commands about one build: queue it, look at it, decide about it. */
@NullMarked
package io.afterhours.cli.build;

import org.jspecify.annotations.NullMarked;
