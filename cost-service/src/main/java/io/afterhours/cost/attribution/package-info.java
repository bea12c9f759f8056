/**
 * Whose money a session spends. What the scheduler says of its builds counts; where it says nothing, what the session's own
 * reports claim. Nothing is copied into the ledger or its sums, so that what becomes known late holds for what was used before.
 */
@NullMarked
package io.afterhours.cost.attribution;

import org.jspecify.annotations.NullMarked;
