/**
 * Totals: what sessions, builds, agents, models, kinds and tags have cost, by day, week and month, read from the ledger's sums.
 *
 * <p>A total says how many reports of unknown cost it leaves out; a row of nothing else has no cost instead of zero.
 */
@NullMarked
package io.afterhours.cost.total;

import org.jspecify.annotations.NullMarked;
