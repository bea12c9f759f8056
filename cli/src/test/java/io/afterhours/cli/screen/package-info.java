@NullMarked
package io.afterhours.cli.screen;

import org.jspecify.annotations.NullMarked;
