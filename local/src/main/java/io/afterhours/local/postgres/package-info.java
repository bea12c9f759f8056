/**
 * One PostgreSQL cluster from the binaries on the class path: unpacked once into the cache folder, initialised once in the
 * state folder, with one role and one database per service. Durable: {@code fsync} and {@code synchronous_commit} are on.
 *
 * <p>PostgreSQL refuses to run as root; {@link io.afterhours.local.postgres.Unprivileged} says what to put before its
 * commands then.
 */
@NullMarked
package io.afterhours.local.postgres;

import org.jspecify.annotations.NullMarked;
