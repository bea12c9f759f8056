/** What cost-service says of money: usage priced, budgets as they stand and as they are crossed. */
@NullMarked
package io.afterhours.contracts.cost;

import org.jspecify.annotations.NullMarked;
