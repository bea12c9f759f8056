/**
 * Who is who on NATS. The operator signs accounts, the account's signing key signs users, and each user's token holds the
 * allow lists of {@link io.afterhours.contracts.access.Grants}; the server needs no list of users.
 *
 * <pre>
 * operator ── signs ──► account SYS         ── signs ──► user "keeper" (may push account tokens)
 *    │                  account AFTERHOURS  ── signs ──► scheduler, cost, progress, dashboard, runner-1, agents
 *    └ signing key          └ signing key: the scheduler holds it too, and mints agents with it
 * </pre>
 *
 * Keys are made once; tokens are issued again when what they allow changes. Nothing here starts a server.
 */
@NullMarked
package io.afterhours.local.nats;

import org.jspecify.annotations.NullMarked;
