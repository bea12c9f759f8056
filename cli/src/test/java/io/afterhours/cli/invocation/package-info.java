@NullMarked
package io.afterhours.cli.invocation;

import org.jspecify.annotations.NullMarked;
