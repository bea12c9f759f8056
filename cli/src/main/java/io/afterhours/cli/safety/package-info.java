/** Commands about what is looked for in the text of a build before it starts. */
@NullMarked
package io.afterhours.cli.safety;

import org.jspecify.annotations.NullMarked;
