package io.afterhours.scheduler.dispatch;

import io.afterhours.contracts.cost.WindowChanged;
import io.afterhours.scheduler.runner.WindowStore;
import jakarta.enterprise.context.ApplicationScoped;
import org.jdbi.v3.core.Handle;

/** Keeps how windows of subscriptions stand, and has the person told what they must know of them. */
@ApplicationScoped
class WindowKeeper {
    private final WindowStore store;
    private final WindowNotices notices;

    WindowKeeper(WindowStore store, WindowNotices notices) {
        this.store = store;
        this.notices = notices;
    }

    /** Keeps what was said of a window, unless something newer is known. */
    void keep(Handle tx, WindowChanged window) {
        var before = store.standing(tx, window.agent(), window.window());
        if (store.keep(tx, window)) {
            notices.tell(tx, before, window);
        }
    }
}
