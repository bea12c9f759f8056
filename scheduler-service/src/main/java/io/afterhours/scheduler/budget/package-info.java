/**
 * What cost-service last said of each budget, kept so that planning asks nobody, and what is reserved in it for attempts that run.
 */
@NullMarked
package io.afterhours.scheduler.budget;

import org.jspecify.annotations.NullMarked;
