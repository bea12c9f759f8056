/** Commands about the windows of agents' subscriptions. */
@NullMarked
package io.afterhours.cli.window;

import org.jspecify.annotations.NullMarked;
