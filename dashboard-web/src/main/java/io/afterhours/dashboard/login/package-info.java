/**
 * How a browser signs in: whoever has the token asks for a link with a code that is good once and for a minute; the page
 * exchanges the code for a cookie that is good for twelve hours and that no script can read.
 */
@NullMarked
package io.afterhours.dashboard.login;

import org.jspecify.annotations.NullMarked;
