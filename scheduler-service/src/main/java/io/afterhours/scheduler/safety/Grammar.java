package io.afterhours.scheduler.safety;

import java.util.List;
import java.util.Set;

/** The small words that hold sentences together, English and German. */
final class Grammar {
    static final Set<String> ADVERBS = words("""
            hard please just now also then first next finally afterwards simply really completely permanently immediately quickly safely
            carefully only actually always manually automatically bitte mal jetzt dann danach anschließend komplett einfach sofort noch
            again once back eventually really kindly once-off tonight today tomorrow heute""");

    /** After one of these, an order may follow. */
    static final Set<String> JOINTS = words("and then or but und dann oder aber , ( - – — * • & + ) ");

    static final Set<String> PREPOSITIONS = words("""
            from in on at to for with of by under into onto against via over through after before without within about per during as than
            inside across except until since because so when if that which who whose where while although unless using behind below
            above near upon out off between among around beside despite towards than like
            aus auf bei mit nach von vom vor zu zum zur für gegen unter über durch ohne um im am ans ins bis seit weil wenn damit dass
            wegen samt""");

    static final Set<String> DETERMINERS = words("""
            the a an this these those my our your his her their its all every each any some no both
            der die das den dem des ein eine einen einem einer eines alle allen aller dieser diese dieses diesen mein meine meinen unser
            unsere unseren""");

    static final Set<String> NEGATIONS = words("""
            not never don't don’t doesn't doesn’t didn't won't cannot can't dont without avoid stop instead prevent nicht nie niemals kein
            keine keinen ohne rather no""");

    static final Set<String> WISHES = words("""
            want wants wanted need needs have has like going forget sure try ask asked free time supposed you us ready go remember able must
            vergiss vergessen musst sollst""");

    static final Set<String> MODALS = words("should must can could may will shall would might needs need");

    static final Set<String> PRONOUNS =
            words("it them that this these those everything all they es sie ihn diese alles ones one others");

    /** A relative or other dependent clause begins. */
    static final Set<String> SUBORDINATE = words("""
            that which who whose where when whenever if so because to can could should lets let allows allow while unless how what why
            whether dass wenn damit ob weil der""");

    static final Set<String> CONDITIONS =
            words("when whenever if once upon unless until wenn sobald falls nachdem while");

    /** What an agent itself can be or do: a condition that tells it when, not a program. */
    static final Set<String> OCCASIONS = words("""
            you done finished fertig tests test ci build green ready everything approved tonight tomorrow merged merge pass passes bist
            possible necessary work works complete completed pipeline review i we ok okay squashing checking reviewing morning""");

    /** Behind "of" stands what is meant. */
    static final Set<String> PARTS = words("""
            all content contents rest most everything half lot copy copies part parts any some both each many ton bunch number set list
            old remains entirety instance instances inhalt rows row data records record entries information history""");

    private Grammar() {}

    private static Set<String> words(String text) {
        return Set.copyOf(List.of(text.strip().split("\\s+")));
    }
}
