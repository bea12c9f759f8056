@NullMarked
package io.afterhours.local.postgres;

import org.jspecify.annotations.NullMarked;
