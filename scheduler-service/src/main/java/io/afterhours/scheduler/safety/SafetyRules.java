package io.afterhours.scheduler.safety;

import io.afterhours.scheduler.safety.Token.Kind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/** Looks at what a build asks for before it starts; see the package for what is seen. */
public final class SafetyRules {
    private SafetyRules() {}

    /** What the person is to be asked about; empty when the build may start. */
    public static List<Finding> check(Requirement asked, Lexicon lexicon) {
        var places = new Places(lexicon.ownPaths(), asked.workspace());
        var commands = new CommandsInText(lexicon, places);
        var findings = new LinkedHashSet<Finding>();
        var prose = asked.program() || asked.prompt().equals(asked.title())
                ? asked.title()
                : asked.title() + "\n" + asked.prompt();
        var sentences = Tokens.sentences(CommandsInText.prose(prose));
        if (asked.program()) {
            findings.addAll(commands.inProgram(asked.prompt()));
        } else {
            ClarityRules.missing(prose, sentences, lexicon).ifPresent(findings::add);
        }
        findings.addAll(commands.inProse(prose));
        findings.addAll(new DeedRules(lexicon, places).in(sentences));
        if (asked.accept() != null) {
            findings.addAll(commands.inProgram(asked.accept()));
        }
        if (lexicon.hasOwn()) {
            findings.addAll(ownWords(Tokens.sentences(prose + "\n" + asked.prompt()), lexicon, places));
        }
        return List.copyOf(findings);
    }

    private static List<Finding> ownWords(List<List<Token>> sentences, Lexicon lexicon, Places places) {
        var findings = new ArrayList<Finding>();
        for (var sentence : sentences) {
            for (var token : sentence) {
                var path = (token.kind() == Kind.PATH || token.kind() == Kind.CODE) && places.isOwn(token.text());
                if (path || lexicon.ownWords().contains(token.word())) {
                    findings.add(new Finding(SafetyCheck.DESTRUCTIVE, List.of(token.text())));
                }
            }
        }
        return findings;
    }
}
