/** Commands about the queue as a whole, and the Markdown files that feed it. */
@NullMarked
package io.afterhours.cli.queue;

import org.jspecify.annotations.NullMarked;
