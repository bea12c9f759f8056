/** One call of the command line: its surroundings, its global options, its answer. */
@NullMarked
package io.afterhours.cli.invocation;

import org.jspecify.annotations.NullMarked;
