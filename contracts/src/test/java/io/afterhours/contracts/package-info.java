/** Tests of the contracts, and the writers of what is generated from them: schemas, AsyncAPI document, reference. */
@NullMarked
package io.afterhours.contracts;

import org.jspecify.annotations.NullMarked;
