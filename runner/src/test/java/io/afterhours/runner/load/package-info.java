@NullMarked
package io.afterhours.runner.load;

import org.jspecify.annotations.NullMarked;
