/** The services behind the dashboard: which there are, which paths each owns, where they are and how they are called. */
@NullMarked
package io.afterhours.dashboard.service;

import org.jspecify.annotations.NullMarked;
