package io.afterhours.scheduler.dispatch;

/** How far a window of a subscription is used up, from better to worse, as far as the person is told of it. */
enum WindowMark {
    NONE(0),
    /** From 80 % on. */
    NEARLY(80),
    /** From 100 % on. */
    USED_UP(100);

    private final int from;

    WindowMark(int from) {
        this.from = from;
    }

    static WindowMark of(double usedPercent) {
        return usedPercent >= USED_UP.from ? USED_UP : usedPercent >= NEARLY.from ? NEARLY : NONE;
    }

    boolean isWorseThan(WindowMark other) {
        return compareTo(other) > 0;
    }
}
