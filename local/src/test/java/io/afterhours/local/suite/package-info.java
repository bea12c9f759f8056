@NullMarked
package io.afterhours.local.suite;

import org.jspecify.annotations.NullMarked;
