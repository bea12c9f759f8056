@NullMarked
package io.afterhours.runner.process;

import org.jspecify.annotations.NullMarked;
