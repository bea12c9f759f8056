/** What people see: the gateway to the services, the live stream, the sign-in and the pages. It owns no data. */
@NullMarked
package io.afterhours.dashboard;

import org.jspecify.annotations.NullMarked;
