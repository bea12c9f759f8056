/** Links sessions to the builds they work on, and ends a session with its attempt; it decides nothing about builds. */
@NullMarked
package io.afterhours.progress.build;

import org.jspecify.annotations.NullMarked;
