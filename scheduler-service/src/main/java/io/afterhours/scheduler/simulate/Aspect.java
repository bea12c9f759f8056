package io.afterhours.scheduler.simulate;

/** What a number is drawn for. The code is part of what it is drawn from: changing it changes every simulation. */
enum Aspect {
    HARDNESS(1),
    LENGTH(2),
    PRICE(3),
    OUTCOME(4),
    /** How far an attempt got that failed. */
    REACH(5),
    LIMIT(6),
    DELAY(7),
    ANSWER(8),
    ARRIVAL(9);

    private final int code;

    Aspect(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
