/** Where the person is: shown, said, taken back, and the hours to come. */
@NullMarked
package io.afterhours.cli.context;

import org.jspecify.annotations.NullMarked;
