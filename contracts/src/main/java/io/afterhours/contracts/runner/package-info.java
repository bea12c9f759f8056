/** What a runner says of the attempts it took and of its host. */
@NullMarked
package io.afterhours.contracts.runner;

import org.jspecify.annotations.NullMarked;
