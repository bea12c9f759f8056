package io.afterhours.cli.calendar;

import io.afterhours.cli.json.Doc;
import io.afterhours.cli.screen.Screen;

/** How it reads when meetings are. */
public final class Meetings {
    private Meetings() {}

    /** From when to when, and its title where the operator lets titles be kept. */
    public static String line(Screen screen, Doc meeting) {
        return meeting.time("begins").map(screen.when()::clock).orElse("") + " to "
                + meeting.time("ends").map(screen.when()::clock).orElse("") + "  " + meeting.text("title");
    }
}
