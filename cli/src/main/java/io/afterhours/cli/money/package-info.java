/** Commands about cost and budgets. */
@NullMarked
package io.afterhours.cli.money;

import org.jspecify.annotations.NullMarked;
