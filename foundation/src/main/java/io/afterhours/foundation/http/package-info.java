/**
 * Who may call, and how errors look: bearer token, Host and Origin checks, problem+json.
 */
@NullMarked
package io.afterhours.foundation.http;

import org.jspecify.annotations.NullMarked;
