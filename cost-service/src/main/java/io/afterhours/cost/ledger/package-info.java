/**
 * The ledger: what was used and what it cost, one row per report, and the sums by day that every total is read from.
 *
 * <p>Ledger and sums are written by one statement, so they cannot disagree. A row is never changed; a session's build, kind and
 * tags are not in it, because they may become known later.
 */
@NullMarked
package io.afterhours.cost.ledger;

import org.jspecify.annotations.NullMarked;
