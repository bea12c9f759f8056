@NullMarked
package io.afterhours.dashboard.live;

import org.jspecify.annotations.NullMarked;
