@NullMarked
package io.afterhours.runner.workspace;

import org.jspecify.annotations.NullMarked;
