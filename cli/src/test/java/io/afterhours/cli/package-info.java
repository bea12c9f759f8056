@NullMarked
package io.afterhours.cli;

import org.jspecify.annotations.NullMarked;
