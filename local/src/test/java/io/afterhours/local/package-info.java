@NullMarked
package io.afterhours.local;

import org.jspecify.annotations.NullMarked;
