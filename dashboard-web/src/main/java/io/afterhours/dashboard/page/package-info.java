/** The pages: one document for every address of the dashboard, and its files, which never change under their names. */
@NullMarked
package io.afterhours.dashboard.page;

import org.jspecify.annotations.NullMarked;
