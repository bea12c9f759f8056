/**
 * What cost-service last said of each budget, kept so that planning asks nobody.
 */
@NullMarked
package io.afterhours.scheduler.budget;

import org.jspecify.annotations.NullMarked;
