@NullMarked
package io.afterhours.runner.host;

import org.jspecify.annotations.NullMarked;
