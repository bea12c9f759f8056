/** JSON as the command line reads and writes it. Knows no field by name and never guesses a missing one. */
@NullMarked
package io.afterhours.cli.json;

import org.jspecify.annotations.NullMarked;
