@NullMarked
package io.afterhours.dashboard.gateway;

import org.jspecify.annotations.NullMarked;
