/** Commands about who may take part: agents and runners. */
@NullMarked
package io.afterhours.cli.agent;

import org.jspecify.annotations.NullMarked;
