/**
 * From plan to attempt and back: starts what may start, renews and ends leases, applies what runners say, rescues what is
 * silent.
 *
 * <p>The rule that matters most: an attempt lives while its lease does, judged by the database's clock alone (45 s, renewed by
 * each heartbeat). Whoever speaks of an attempt shows its fence; a word about one that is no longer live is kept and shown, and
 * changes nothing.
 */
@NullMarked
package io.afterhours.scheduler.dispatch;

import org.jspecify.annotations.NullMarked;
