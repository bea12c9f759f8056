@NullMarked
package io.afterhours.runner.work;

import org.jspecify.annotations.NullMarked;
