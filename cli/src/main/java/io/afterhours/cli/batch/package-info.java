/** Commands about builds that go together as one attempt. */
@NullMarked
package io.afterhours.cli.batch;

import org.jspecify.annotations.NullMarked;
