/** The streams and durable consumers of the suite, declared once; services create or check them at start. */
@NullMarked
package io.afterhours.contracts.stream;

import org.jspecify.annotations.NullMarked;
