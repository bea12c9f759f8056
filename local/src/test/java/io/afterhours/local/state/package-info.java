@NullMarked
package io.afterhours.local.state;

import org.jspecify.annotations.NullMarked;
