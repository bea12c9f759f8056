package io.afterhours.scheduler.calendar;

/** Why a calendar cannot be read, in words that give away neither its address nor what is in it. */
final class CalendarFault extends Exception {
    private static final long serialVersionUID = 1L;

    CalendarFault(String why) {
        super(why);
    }
}
