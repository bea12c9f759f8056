/** What a queue would come to under one policy or several, before it is let loose. */
@NullMarked
package io.afterhours.cli.simulate;

import org.jspecify.annotations.NullMarked;
