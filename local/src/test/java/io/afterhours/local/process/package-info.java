@NullMarked
package io.afterhours.local.process;

import org.jspecify.annotations.NullMarked;
