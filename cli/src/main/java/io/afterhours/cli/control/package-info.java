/** Commands about what starts when: status, pause, policies. */
@NullMarked
package io.afterhours.cli.control;

import org.jspecify.annotations.NullMarked;
