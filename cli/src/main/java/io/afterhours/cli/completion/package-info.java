/** What a shell needs to complete commands and options. */
@NullMarked
package io.afterhours.cli.completion;

import org.jspecify.annotations.NullMarked;
