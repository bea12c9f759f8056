@NullMarked
package io.afterhours.dashboard.page;

import org.jspecify.annotations.NullMarked;
