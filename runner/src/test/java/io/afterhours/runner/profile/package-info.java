@NullMarked
package io.afterhours.runner.profile;

import org.jspecify.annotations.NullMarked;
