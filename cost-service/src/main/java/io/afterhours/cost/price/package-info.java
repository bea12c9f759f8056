/**
 * What tokens cost: a table of prices with effective dates, and the rule that turns one report into nano-dollars once.
 *
 * <p>Pricing reads nothing but its arguments and never guesses: a model without a price has an unknown cost, which is counted
 * apart and never becomes zero. What was booked is never priced again.
 */
@NullMarked
package io.afterhours.cost.price;

import org.jspecify.annotations.NullMarked;
