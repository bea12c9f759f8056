/**
 * The way to the services: every path under {@code /api} goes to the one that owns it, a build is joined with its cost and its
 * progress and an agent with what it does, and where a service is down only its part is missing. A budget for a build that is not
 * there goes to no service.
 */
@NullMarked
package io.afterhours.dashboard.gateway;

import org.jspecify.annotations.NullMarked;
