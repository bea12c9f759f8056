/** Commands about the limits that providers set to agents. */
@NullMarked
package io.afterhours.cli.limit;

import org.jspecify.annotations.NullMarked;
