@NullMarked
package io.afterhours.runner;

import org.jspecify.annotations.NullMarked;
