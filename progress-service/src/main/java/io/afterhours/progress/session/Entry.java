package io.afterhours.progress.session;

import org.jspecify.annotations.Nullable;

/** A report with its mark, to be added to the history of its session. */
record Entry(String session, Update update, @Nullable Mark mark) {
    @Nullable String word() {
        return mark == null ? null : mark.word();
    }
}
