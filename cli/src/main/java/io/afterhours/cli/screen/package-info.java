/**
 * What a person sees: lines, tables, bars, times, money. Decides how wide and how coloured; never writes a control
 * character that came from outside.
 */
@NullMarked
package io.afterhours.cli.screen;

import org.jspecify.annotations.NullMarked;
