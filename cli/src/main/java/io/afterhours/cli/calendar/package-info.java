/** How it reads what the person's calendars hold. */
@NullMarked
package io.afterhours.cli.calendar;

import org.jspecify.annotations.NullMarked;
