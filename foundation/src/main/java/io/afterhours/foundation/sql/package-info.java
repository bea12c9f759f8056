/**
 * JDBI on the service's own database, and what tells an outage from a bad statement.
 */
@NullMarked
package io.afterhours.foundation.sql;

import org.jspecify.annotations.NullMarked;
