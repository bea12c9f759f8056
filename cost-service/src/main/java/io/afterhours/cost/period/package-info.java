/**
 * When a day, a week and a month begin and end for the person: at local midnight, on Monday, on the first, whatever daylight
 * saving does to the length of the day.
 */
@NullMarked
package io.afterhours.cost.period;

import org.jspecify.annotations.NullMarked;
