/**
 * The command line: one class per command, in the folder of what it is about.
 *
 * <p>A command asks the server and answers, for people or as one JSON document; it decides nothing and keeps nothing.
 * {@link io.afterhours.cli.Commands} lists them all. Only the command that was asked for is loaded, because a command line
 * that takes half a second to say one line is not used.
 */
@NullMarked
package io.afterhours.cli;

import org.jspecify.annotations.NullMarked;
