@NullMarked
package io.afterhours.runner.attempt;

import org.jspecify.annotations.NullMarked;
