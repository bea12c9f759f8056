@NullMarked
package io.afterhours.dashboard.login;

import org.jspecify.annotations.NullMarked;
