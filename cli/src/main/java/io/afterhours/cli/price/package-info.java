/** What models cost: shown, set, imported, and given to what was booked without. */
@NullMarked
package io.afterhours.cli.price;

import org.jspecify.annotations.NullMarked;
